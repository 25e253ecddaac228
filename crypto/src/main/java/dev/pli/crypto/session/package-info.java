/// The `pli/1` session: a handshake between two identities, records under keys that serve once, and
/// the change to a new epoch while the link lives. docs/spec/session.md.
@NullMarked
package dev.pli.crypto.session;

import org.jspecify.annotations.NullMarked;
