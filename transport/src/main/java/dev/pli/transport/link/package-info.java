/// One link, from its first byte to its last, as machines without I/O: who is there, whether he may
/// pass, and what his streams carry.
@NullMarked
package dev.pli.transport.link;

import org.jspecify.annotations.NullMarked;
