/// What Pli says inside a session: the letters' frames, the acks, and how they are laid out.
///
/// The classes that Protobuf generates, in `.wire`, are seen by [FrameCodec] alone.
/// docs/spec/frames.md.
@NullMarked
package dev.pli.core.frame;

import org.jspecify.annotations.NullMarked;
