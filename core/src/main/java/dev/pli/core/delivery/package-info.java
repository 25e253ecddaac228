/// Queued on this device, sent again, recognised once, resumed, with the route taken.
@NullMarked
package dev.pli.core.delivery;

import org.jspecify.annotations.NullMarked;
