package dev.pli.crypto.session;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.noise.HandshakeState;
import dev.pli.crypto.noise.Pattern;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.noise.Split;
import dev.pli.crypto.primitive.Aead;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Hmac;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.primitive.X25519;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The contents of SV7 and SV8: whole sessions with every value between, from fixed inputs.
/// Everything drawn is a row of `SHA-256("vectors " ‖ name ‖ u8(i))`, so that a reader can see that
/// nothing was chosen.
final class Transcripts {
  static final Bytes INITIATOR_PEER = peer("initiator");
  static final Bytes RESPONDER_PEER = peer("responder");
  static final X25519.KeyPair INITIATOR = X25519.KeyPair.of(secret("initiator static", 32));
  static final X25519.KeyPair RESPONDER = X25519.KeyPair.of(secret("responder static", 32));

  private static final String PURPOSE = "purpose";

  private Transcripts() {}

  /// Bytes that a name gives: its hashes one after the other.
  static Bytes drawn(String name, int length) {
    Bytes bytes = Bytes.EMPTY;
    for (int i = 0; bytes.length() < length; i++) {
      bytes = Bytes.concat(bytes, Hash.sha256(Bytes.ascii("vectors " + name), Bytes.of(i)));
    }
    return bytes.slice(0, length);
  }

  static Secret secret(String name, int length) {
    return Secret.copyOf(drawn(name, length));
  }

  /// The identity multihash of an Ed25519 key in libp2p's Protobuf.
  private static Bytes peer(String name) {
    return Bytes.concat(Bytes.hex("0024 08011220"), drawn("peer " + name, 32));
  }

  /// Pair, link with the PSK of the pairing, rekey of that link.
  static List<Map<String, Object>> all() throws RejectedException {
    var transcripts = new ArrayList<Map<String, Object>>();
    Secret inviteSecret = secret("invite secret", 32);
    Secret pairPsk = Psk.ofInvitation(inviteSecret);
    Binding pairing = Binding.libp2p(drawn("outer of pair", 32), INITIATOR_PEER, RESPONDER_PEER);
    Bytes invitationId = Hmac.mac(inviteSecret, Bytes.ascii("pli/1 inv id")).slice(0, 16);
    Run pair = new Run("pair", Header.pair(invitationId), pairing, pairPsk);
    pair.notes.put("invite_secret", inviteSecret.reveal().hex());
    transcripts.add(pair.transcript());

    Secret linkPsk = pair.initiator.pairPsk();
    Binding linking = Binding.libp2p(drawn("outer of link", 32), INITIATOR_PEER, RESPONDER_PEER);
    Run link = new Run("link", Header.link(), linking, linkPsk);
    transcripts.add(link.transcript());

    Session running = link.initiator;
    Binding rekeying = Binding.rekey(running, INITIATOR_PEER, RESPONDER_PEER);
    Run rekey = new Run("rekey", Header.rekey(running), rekeying, Psk.ofRekey(linkPsk, running));
    transcripts.add(rekey.transcript());
    return transcripts;
  }

  /// One handshake and the first record each way.
  private static final class Run {
    final Map<String, Object> notes = new LinkedHashMap<>();
    private final String name;
    private final Header header;
    private final Binding binding;
    private final Secret psk;
    private final Bytes payload2;
    private final Bytes payload3;
    private final Bytes m1;
    private final Bytes m2;
    private final Bytes m3;
    final Session initiator;
    private final Session responder;

    Run(String name, Header header, Binding binding, Secret psk) throws RejectedException {
      this.name = name;
      this.header = header;
      this.binding = binding;
      this.psk = psk;
      this.payload2 = header.purpose().pad(drawn("payload 2 of " + name, 500));
      this.payload3 = header.purpose().pad(drawn("payload 3 of " + name, 575));
      Handshake.AwaitingReply awaiting =
          Handshake.initiate(header, binding, INITIATOR, draws("initiator"));
      Handshake.Answered answered =
          Handshake.hear(awaiting.message(), binding, RESPONDER, draws("responder"))
              .answer(payload2);
      Handshake.Proved proved = awaiting.read(answered.message()).prove(psk, payload3);
      this.m1 = awaiting.message();
      this.m2 = answered.message();
      this.m3 = proved.message();
      this.initiator = proved.session();
      this.responder = ((Handshake.Proof.Proven) answered.read(m3, psk)).session();
    }

    private RandomGenerator draws(String side) {
      return new Drawn(name + " " + side);
    }

    Map<String, Object> transcript() throws RejectedException {
      var entries = new LinkedHashMap<String, Object>();
      entries.put(PURPOSE, name);
      entries.putAll(notes);
      entries.put("header", header.encode().hex());
      entries.put("outer_kind", binding.outerKind());
      entries.put("outer", binding.outer().hex());
      entries.put("initiator_peer", INITIATOR_PEER.hex());
      entries.put("responder_peer", RESPONDER_PEER.hex());
      entries.put("prologue", binding.prologue(header).hex());
      entries.put("initiator_static", INITIATOR.privateKey().reveal().hex());
      entries.put("responder_static", RESPONDER.privateKey().reveal().hex());
      entries.put("initiator_ephemeral", drawn(name + " initiator 0", 32).hex());
      entries.put("initiator_kem_seed", drawn(name + " initiator 1", 64).hex());
      entries.put("responder_ephemeral", drawn(name + " responder 0", 32).hex());
      entries.put("responder_kem_m", drawn(name + " responder 1", 32).hex());
      entries.put("psk", psk.reveal().hex());
      entries.put("payload_2", payload2.hex());
      entries.put("payload_3", payload3.hex());
      entries.put("header_and_m1", m1.hex());
      entries.put("m2", m2.hex());
      entries.put("m3", m3.hex());
      putKeys(entries);
      putRecords(entries);
      return entries;
    }

    /// What the session does not show: the engine once more, from the same inputs.
    private void putKeys(Map<String, Object> entries) throws RejectedException {
      var state =
          new HandshakeState(
              Pattern.XXHFS_PSK3,
              Role.INITIATOR,
              binding.prologue(header),
              INITIATOR,
              draws("initiator"));
      state.write(Bytes.zero(64));
      state.read(m2);
      state.usePsk(psk);
      state.write(payload3);
      Split split = state.split();
      entries.put("h", split.hash().hex());
      entries.put("ck_i2r_0", split.initiatorToResponder().reveal().hex());
      entries.put("ck_r2i_0", split.responderToInitiator().reveal().hex());
      entries.put("t3", split.exporter().reveal().hex());
      entries.put("pair_psk", initiator.pairPsk().reveal().hex());
      entries.put("rekey_psk", initiator.rekeyPsk().reveal().hex());
      entries.put("rekey_bind", initiator.rekeyBind().hex());
      entries.put("last_h", initiator.lastHash().hex());
    }

    private void putRecords(Map<String, Object> entries) {
      Bytes finish = drawn("finish of " + name, 113);
      Bytes confirm = drawn("confirm of " + name, 41);
      entries.put("finish_body", finish.hex());
      entries.put("finish", responder.seal(RecordType.FINISH, finish).record().hex());
      entries.put("confirm_body", confirm.hex());
      entries.put("confirm", new Forger(initiator).seal(RecordType.CONFIRM, confirm).hex());
    }
  }

  /// Chain steps 0, 1, 2 and 1 023 of one direction, with a record of each.
  static Map<String, Object> chain() {
    var steps = new ArrayList<Map<String, Object>>();
    var chain = new SendingChain(secret("chain key", 32), RecordNumber.first(7, Role.RESPONDER));
    for (int n = 0; n <= 1_023; n++) {
      boolean isShown = n <= 2 || n == 1_023;
      Bytes body = drawn("body of step " + n, n == 2 ? 2_000 : 10 + n);
      RecordType type = n == 0 ? RecordType.FINISH : RecordType.ENVELOPE;
      if (isShown) {
        var step = new LinkedHashMap<String, Object>();
        step.put("n", n);
        step.put("ck", chain.key().reveal().hex());
        step.put("mk", ChainKey.message(chain.key()).reveal().hex());
        step.put("type", type.code());
        step.put("body", body.hex());
        int length = Records.pad(type, body).length() + Aead.TAG_BYTES;
        step.put("ad", chain.number().associatedData(length).hex());
        step.put("record", chain.seal(Records.pad(type, body)).record().hex());
        steps.add(step);
      }
      chain = chain.seal(Records.pad(type, body)).next();
    }
    var entries = new LinkedHashMap<String, Object>();
    entries.put("epoch", 7);
    entries.put("direction", 2);
    entries.put("steps", steps);
    return entries;
  }

  /// The draws of one side of a handshake, in their order.
  private static final class Drawn implements RandomGenerator {
    private final String name;
    private int draws;

    Drawn(String name) {
      this.name = name;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      drawn(name + " " + draws++, bytes.length).buffer().get(bytes);
    }

    @Override
    public long nextLong() {
      throw new UnsupportedOperationException();
    }
  }
}
