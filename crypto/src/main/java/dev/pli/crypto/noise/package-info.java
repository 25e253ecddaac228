/// The Noise Protocol Framework, revision 34, as far as Pli speaks it: X25519, ChaCha20-Poly1305,
/// SHA-256, the patterns XX and XXhfs+psk3.
@NullMarked
package dev.pli.crypto.noise;

import org.jspecify.annotations.NullMarked;
