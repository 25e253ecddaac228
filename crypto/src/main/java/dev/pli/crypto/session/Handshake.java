package dev.pli.crypto.session;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.crypto.session.SessionRule.S307_PADDING;
import static dev.pli.crypto.session.SessionRule.S312_REFLECTION;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.noise.HandshakeState;
import dev.pli.crypto.noise.NoiseRule;
import dev.pli.crypto.noise.Pattern;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.primitive.X25519;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The `pli/1` handshake, `Noise_XXhfs+psk3_25519+MLKEM768_ChaChaPoly_SHA256`, as states that are
/// named by what they wait for.
///
/// ```
///  initiator                                                   responder
///  initiate -> AwaitingReply   -- header ‖ M1 -->              hear   -> Heard
///  AwaitingReply.read          <-- M2 --                       answer -> Answered
///    -> Replied.prove -> Proved  -- M3 -->                     Answered.read -> Proven | WrongPsk
///  then records: FINISH of the responder, CONFIRM of the initiator
/// ```
///
/// What the payloads say, and which PSK is right, is for `core` to judge: it sees payload 2 before
/// it proves, and the PSK is asked for at M3 alone. A state is used once, and a rejection wipes it:
/// close the stream. docs/spec/session.md §6-7.
public final class Handshake {
  private static final Bytes PAYLOAD_1 = Bytes.zero(Purpose.PAYLOAD_1_BYTES);

  private Handshake() {}

  /// Begins as initiator. Rejects by S313.
  public static AwaitingReply initiate(
      Header header, Binding binding, X25519.KeyPair identityDh, RandomGenerator random)
      throws RejectedException {
    HandshakeState state = start(Role.INITIATOR, header, binding, identityDh, random);
    Bytes m1 = state.write(PAYLOAD_1);
    return new AwaitingReply(state, header, identityDh, Bytes.concat(header.encode(), m1));
  }

  /// Reads the first frame as responder. Rejects by S301, S303, S305, S306, S307, S313.
  public static Heard hear(
      Bytes headerAndM1, Binding binding, X25519.KeyPair identityDh, RandomGenerator random)
      throws RejectedException {
    Header header = Header.parse(headerAndM1);
    Purpose.requireFirst(headerAndM1);
    HandshakeState state = start(Role.RESPONDER, header, binding, identityDh, random);
    return orWipe(
        state,
        () -> {
          Bytes payload = state.read(headerAndM1.slice(Header.BYTES, headerAndM1.length()));
          require(payload.equals(PAYLOAD_1), S307_PADDING);
          return new Heard(state, header, identityDh);
        });
  }

  private static HandshakeState start(
      Role role, Header header, Binding binding, X25519.KeyPair identityDh, RandomGenerator random)
      throws RejectedException {
    return new HandshakeState(
        Pattern.XXHFS_PSK3, role, binding.prologue(header), identityDh, random);
  }

  /// A step that a peer can make fail.
  @FunctionalInterface
  private interface Step<T> {
    T take() throws RejectedException;
  }

  /// What is aborted is wiped.
  private static <T> T orWipe(HandshakeState state, Step<T> step) throws RejectedException {
    try {
      return step.take();
    } catch (RejectedException e) {
      state.wipe();
      throw e;
    }
  }

  private static void requireForeign(HandshakeState state, X25519.KeyPair identityDh)
      throws RejectedException {
    require(!remoteStatic(state).equals(identityDh.publicKey()), S312_REFLECTION);
  }

  private static Bytes remoteStatic(HandshakeState state) {
    return state.remoteStatic().orElseThrow();
  }

  /// The initiator has sent M1.
  public static final class AwaitingReply {
    private final HandshakeState state;
    private final Header header;
    private final X25519.KeyPair identityDh;
    private final Bytes message;

    private AwaitingReply(
        HandshakeState state, Header header, X25519.KeyPair identityDh, Bytes message) {
      this.state = state;
      this.header = header;
      this.identityDh = identityDh;
      this.message = message;
    }

    /// The header and M1, one frame.
    public Bytes message() {
      return message;
    }

    /// Rejects by S303, S304, S306, S312.
    public Replied read(Bytes m2) throws RejectedException {
      return orWipe(state, () -> open(m2));
    }

    private Replied open(Bytes m2) throws RejectedException {
      header.purpose().requireSecond(m2);
      Bytes theirs = m2.slice(0, X25519.KEY_BYTES);
      require(!Optional.of(theirs).equals(state.localEphemeral()), S312_REFLECTION);
      Bytes payload = state.read(m2);
      requireForeign(state, identityDh);
      return new Replied(state, header, payload);
    }

    /// For a handshake that is given up.
    public void wipe() {
      state.wipe();
    }
  }

  /// The initiator knows who answered, and has proved nothing yet.
  public static final class Replied {
    private final HandshakeState state;
    private final Header header;
    private final Bytes payload;

    private Replied(HandshakeState state, Header header, Bytes payload) {
      this.state = state;
      this.header = header;
      this.payload = payload;
    }

    /// Payload 2 with its padding, which is judged with it.
    public Bytes payload() {
      return payload;
    }

    public Bytes remoteStatic() {
      return Handshake.remoteStatic(state);
    }

    /// Proves that we hold `psk` and our own key. `payload3` is padded. Rejects by S304.
    public Proved prove(Secret psk, Bytes payload3) throws RejectedException {
      header.purpose().requirePayload(payload3);
      state.usePsk(psk);
      Bytes m3 = orWipe(state, () -> state.write(payload3));
      return new Proved(m3, Session.of(Role.INITIATOR, header.epoch(), state.split()));
    }

    /// For a handshake that is given up.
    public void wipe() {
      state.wipe();
    }
  }

  /// The initiator's last message, and its session, whose first record to come is FINISH.
  public record Proved(Bytes message, Session session) {}

  /// The responder has read M1: somebody wants to talk, and nobody is named.
  public static final class Heard {
    private final HandshakeState state;
    private final Header header;
    private final X25519.KeyPair identityDh;

    private Heard(HandshakeState state, Header header, X25519.KeyPair identityDh) {
      this.state = state;
      this.header = header;
      this.identityDh = identityDh;
    }

    public Header header() {
      return header;
    }

    /// `payload2` is padded. Rejects by S304.
    public Answered answer(Bytes payload2) throws RejectedException {
      header.purpose().requirePayload(payload2);
      Bytes m2 = orWipe(state, () -> state.write(payload2));
      return new Answered(state, header, identityDh, m2);
    }

    /// For a handshake that is given up.
    public void wipe() {
      state.wipe();
    }
  }

  /// The responder has sent M2.
  public static final class Answered {
    private final HandshakeState state;
    private final Header header;
    private final X25519.KeyPair identityDh;
    private final Bytes message;

    private Answered(
        HandshakeState state, Header header, X25519.KeyPair identityDh, Bytes message) {
      this.state = state;
      this.header = header;
      this.identityDh = identityDh;
      this.message = message;
    }

    /// M2.
    public Bytes message() {
      return message;
    }

    /// Rejects by S303, S304, S306, S312; a key that opens beside a payload that does not is an
    /// answer.
    public Proof read(Bytes m3, Secret psk) throws RejectedException {
      return orWipe(state, () -> open(m3, psk));
    }

    private Proof open(Bytes m3, Secret psk) throws RejectedException {
      header.purpose().requireThird(m3);
      state.usePsk(psk);
      Bytes payload;
      try {
        payload = state.read(m3);
      } catch (RejectedException e) {
        return wrongPsk(e);
      }
      requireForeign(state, identityDh);
      Session session = Session.of(Role.RESPONDER, header.epoch(), state.split());
      return new Proof.Proven(payload, Handshake.remoteStatic(state), session);
    }

    private Proof wrongPsk(RejectedException e) throws RejectedException {
      if (e.rule() != NoiseRule.AEAD || state.remoteStatic().isEmpty()) {
        throw e;
      }
      requireForeign(state, identityDh);
      state.wipe();
      return new Proof.WrongPsk(Handshake.remoteStatic(state));
    }

    /// For a handshake that is given up.
    public void wipe() {
      state.wipe();
    }
  }

  /// What M3 proves. The session's first record to send is FINISH.
  public sealed interface Proof {
    /// The peer holds the PSK and the private key of `remoteStatic`. Payload 3 still has its
    /// padding.
    record Proven(Bytes payload, Bytes remoteStatic, Session session) implements Proof {}

    /// The key opened and the payload did not: with a contact's own key, his PSK is not ours.
    /// Otherwise S306.
    record WrongPsk(Bytes remoteStatic) implements Proof {}
  }
}
