package dev.pli.crypto.noise;

import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;

/// What a finished handshake leaves: the key of each direction, a third key that continues the
/// chain, for what else is to be derived, and the hash of the transcript. Noise rev 34 §5.2, §11.2.
public record Split(
    Secret initiatorToResponder, Secret responderToInitiator, Secret exporter, Bytes hash) {}
