/// What libp2p peers expect to hear: identify and ping. We say the least that is allowed.
@NullMarked
package dev.pli.transport.identify;

import org.jspecify.annotations.NullMarked;
