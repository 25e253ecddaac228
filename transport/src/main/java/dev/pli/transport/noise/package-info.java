/// libp2p's Noise XX: the host key proven, or the link closed; then frames sealed and opened.
@NullMarked
package dev.pli.transport.noise;

import org.jspecify.annotations.NullMarked;
