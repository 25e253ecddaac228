/// Several streams on one link, each with its own credit: yamux, as a machine without I/O.
@NullMarked
package dev.pli.transport.yamux;

import org.jspecify.annotations.NullMarked;
