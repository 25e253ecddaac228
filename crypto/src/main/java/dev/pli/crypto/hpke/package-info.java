/// HPKE, one message and then as many more as its sender wants, sealed to a public key by who also
/// holds a key that both share. RFC 9180, mode_psk.
@NullMarked
package dev.pli.crypto.hpke;

import org.jspecify.annotations.NullMarked;
