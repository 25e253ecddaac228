/// The vault's local socket: JSON-RPC 2.0, one object a line, in front of an
/// [dev.pli.core.office.Office], and the same objects for `--json`. docs/spec/local.md.
///
/// [RpcCodec] alone knows the keys of the contract and the sentences of its errors, so a terminal,
/// a script and the window read the same bytes. Jackson stays in this package.
@NullMarked
package dev.pli.transport.local;

import org.jspecify.annotations.NullMarked;
