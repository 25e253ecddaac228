package dev.pli.core.evidence;

import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.statement.SigningKeys;
import dev.pli.crypto.statement.StatementSigner;
import java.util.random.RandomGenerator;

/// Signs receipts with the keys of one epoch; made once an epoch, since packing the keys in their
/// certificate costs a signature. Thread-safe.
public final class ReceiptSigner {
  private final EpochKeys keys;
  private final StatementSigner signer;

  /// Keys that are not erased.
  public ReceiptSigner(EpochKeys keys) {
    SigningKeys signing = keys.keys().orElseThrow(() -> new IllegalStateException("erased keys"));
    this.keys = keys;
    this.signer = new StatementSigner(signing, keys.epoch().validity());
  }

  public EpochKeys keys() {
    return keys;
  }

  /// The signed form. Signatures are randomised: it is saved before it is sent, and sent again as
  /// the same bytes.
  public Bytes sign(DeliveryReceipt receipt, RandomGenerator random) {
    if (!receipt.recipient().equals(keys.reference()) || !keys.canSign(receipt.time())) {
      throw new IllegalStateException("a receipt of another key epoch");
    }
    return signer.sign(receipt.payload(), random);
  }
}
