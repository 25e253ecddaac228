/// The edge to the network: sockets, the one event loop, and the threads that wait for it.
///
/// The only package that knows Netty. `ByteBuf`, `Channel` and `Future` do not leave it.
@NullMarked
package dev.pli.transport.netty;

import org.jspecify.annotations.NullMarked;
