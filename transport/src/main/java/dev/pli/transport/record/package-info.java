/// Signed envelopes, and the record inside one of them: where a device says that it can be dialled.
@NullMarked
package dev.pli.transport.record;

import org.jspecify.annotations.NullMarked;
