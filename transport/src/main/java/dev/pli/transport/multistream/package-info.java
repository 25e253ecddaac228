/// Which protocol a stream speaks: multistream-select 1.0, as a machine without I/O.
@NullMarked
package dev.pli.transport.multistream;

import org.jspecify.annotations.NullMarked;
