/// Signed sentences: one strict JSON form, and an envelope with exactly two signatures.
///
/// What a statement means is `core.evidence`'s; here are its bytes. docs/spec/evidence.md §1-2.
@NullMarked
package dev.pli.crypto.statement;

import org.jspecify.annotations.NullMarked;
