/// The network: links to peers whose host key is proven, over libp2p's protocols.
@NullMarked
package dev.pli.transport;

import org.jspecify.annotations.NullMarked;
