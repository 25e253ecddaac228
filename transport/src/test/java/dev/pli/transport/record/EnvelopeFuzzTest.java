package dev.pli.transport.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.pli.core.address.PeerId;
import dev.pli.core.address.PeerRecord;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Ed25519;
import dev.pli.crypto.primitive.Secret;

class EnvelopeFuzzTest {
  private static final Ed25519.KeyPair KEY = Ed25519.KeyPair.of(Secret.copyOf(Bytes.zero(32)));
  private static final PeerId PEER = PeerId.of(KEY.publicKey());

  /// The envelope as it may come, and the record in one whose signature is true.
  @FuzzTest
  void record(byte[] input) {
    read(Bytes.copyOf(input));
    read(Envelope.seal(KEY, EnvelopeKind.PEER_RECORD, Bytes.copyOf(input)));
  }

  private static void read(Bytes envelope) {
    try {
      PeerRecord record = SignedRecord.open(envelope, PEER);
      assertEquals(record, SignedRecord.open(SignedRecord.seal(KEY, record), PEER));
    } catch (RejectedException e) {
      assertTrue(e.rule().name().startsWith("T"));
    }
  }
}
