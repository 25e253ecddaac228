package dev.pli.bench;

import dev.pli.crypto.primitive.MlKem;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.primitive.X25519;
import java.security.SecureRandom;
import java.util.List;

/// How long a handshake computes, both ends together, against the key agreements that it is made
/// of.
final class HandshakeQuestion implements Question {
  private static final int WARM_UP = 500;
  private static final int ROUNDS = 500;
  private static final int KEY_PAIRS = 2;
  private static final int AGREEMENTS = 6; // ee, es and se, at either end.

  private final SecureRandom random = new SecureRandom();
  private final SessionPair.Keys keys = SessionPair.Keys.draw(random);

  @Override
  public List<Line> answer() {
    var handshake = new Samples();
    var primitives = new Samples();
    for (int i = 0; i < WARM_UP + ROUNDS; i++) {
      double whole = millis(() -> SessionPair.open(keys, random));
      double parts = millis(this::agree);
      if (i >= WARM_UP) {
        handshake.add(whole);
        primitives.add(parts);
      }
    }
    return List.of(
        new Line(
            "handshake `pli/1`, computing at both ends, p50",
            Samples.digits(handshake.median()) + " ms",
            "its X25519 and ML-KEM-768 alone: " + Samples.digits(primitives.median()) + " ms",
            FileQuestion.times(handshake.median() / primitives.median()),
            Line.Bar.NONE));
  }

  private void agree() {
    for (int i = 0; i < KEY_PAIRS; i++) {
      X25519.KeyPair.generate(random);
    }
    for (int i = 0; i < AGREEMENTS; i++) {
      Secret agreed =
          X25519.agree(keys.initiator().privateKey(), keys.responder().publicKey()).orElseThrow();
      agreed.wipe();
    }
    MlKem.KeyPair kem = MlKem.KeyPair.generate(random);
    Secret randomness = Secret.random(MlKem.RANDOMNESS_BYTES, random);
    kem.decapsulate(MlKem.encapsulate(kem.publicKey(), randomness).orElseThrow().ciphertext());
  }

  private static double millis(Runnable work) {
    long begun = System.nanoTime();
    work.run();
    return (System.nanoTime() - begun) / 1e6;
  }
}
