/// The mathematics: bytes in, bytes out. Knows no contact, no file, no socket.
@NullMarked
package dev.pli.crypto;

import org.jspecify.annotations.NullMarked;
