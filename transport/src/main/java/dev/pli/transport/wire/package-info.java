/// What all libp2p formats share: uvarints, Protobuf fields, pooled frames of bytes.
@NullMarked
package dev.pli.transport.wire;

import org.jspecify.annotations.NullMarked;
