package dev.pli.transport.netty;

import dev.pli.crypto.primitive.Bytes;
import dev.pli.transport.link.Link;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The small protocols on the streams of one link. Event loop only.
final class Dialogues {
  private final Link link;
  private final Runnable whenSaid;
  private final Map<Integer, Voice> voices = new HashMap<>();

  /// `whenSaid`: there is something to be sent.
  Dialogues(Link link, Runnable whenSaid) {
    this.link = link;
    this.whenSaid = whenSaid;
  }

  void add(int stream, Dialogue dialogue) {
    voices.put(stream, new Voice(stream, dialogue));
  }

  /// False for a stream that is not one of these.
  boolean agreed(int stream) {
    Voice voice = voices.get(stream);
    if (voice != null) {
      voice.dialogue.opened(voice);
    }
    return voice != null;
  }

  /// Whether it took the bytes.
  boolean received(int stream, ByteBuffer bytes) {
    Voice voice = voices.get(stream);
    if (voice != null) {
      voice.dialogue.received(bytes);
    }
    return voice != null;
  }

  void ended(int stream) {
    Voice voice = voices.get(stream);
    if (voice != null) {
      voice.isRemoteDone = true;
      voice.dialogue.ended();
      voice.forgetIfOver();
    }
  }

  void aborted(int stream) {
    Voice voice = voices.remove(stream);
    if (voice != null) {
      voice.dialogue.aborted();
    }
  }

  void close() {
    List.copyOf(voices.keySet()).forEach(this::aborted);
  }

  /// One stream, as its dialogue speaks on it.
  private final class Voice implements Dialogue.Speaker {
    private final int stream;
    private final Dialogue dialogue;
    private boolean isLocalDone;
    private boolean isRemoteDone;

    Voice(int stream, Dialogue dialogue) {
      this.stream = stream;
      this.dialogue = dialogue;
    }

    private boolean isLive() {
      return voices.get(stream) == this;
    }

    @Override
    public void say(Bytes bytes) {
      if (isLive() && !isLocalDone) {
        link.write(stream, Link.frame(bytes));
        whenSaid.run();
      }
    }

    @Override
    public void finish() {
      if (isLive() && !isLocalDone) {
        isLocalDone = true;
        link.finish(stream);
        whenSaid.run();
        forgetIfOver();
      }
    }

    @Override
    public void reset() {
      if (isLive()) {
        link.reset(stream);
        whenSaid.run();
        aborted(stream);
      }
    }

    private void forgetIfOver() {
      if (isLocalDone && isRemoteDone) {
        aborted(stream);
      }
    }
  }
}
