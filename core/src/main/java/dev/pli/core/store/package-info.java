/// The vault: one folder on this disk, every byte of it sealed. docs/spec/vault.md
///
/// Key slots lead to the vault key, the vault key to the database's and to the keys of what is in
/// it; large contents lie beside the database as sealed blobs. The only package that sees JDBC.
@NullMarked
package dev.pli.core.store;

import org.jspecify.annotations.NullMarked;
