/// Where a device is: its PeerId and its addresses, as values. Resolves no name and opens no
/// socket.
@NullMarked
package dev.pli.core.address;

import org.jspecify.annotations.NullMarked;
