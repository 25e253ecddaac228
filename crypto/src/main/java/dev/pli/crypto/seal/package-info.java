/// The content of a pli: sealed once, under a key of its own, with commitments that anybody can
/// check later. docs/spec/files.md.
@NullMarked
package dev.pli.crypto.seal;

import org.jspecify.annotations.NullMarked;
