package dev.pli.crypto.seal;

import dev.pli.crypto.primitive.Bytes;

/// What sealing a blob leaves beside its bytes: its length, its commitment `ct_i`, the SHA-256 of
/// its content, and the 32-byte digest of each segment, one after the other.
public record SealedBlob(long sealedBytes, Bytes ct, Bytes contentSha256, Bytes digests) {}
