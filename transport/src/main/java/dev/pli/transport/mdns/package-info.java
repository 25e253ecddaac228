/// Who is on this network: libp2p's mDNS, only where the person said so.
@NullMarked
package dev.pli.transport.mdns;

import org.jspecify.annotations.NullMarked;
