#!/usr/bin/env python3
"""Recomputes SV7 to SV10 from docs/spec/session.md and docs/spec/evidence.md alone.

A second implementation in Python: hashes and HMAC of the standard library; X25519, ML-KEM-768 and
ChaCha20-Poly1305 of the package `cryptography` (OpenSSL). Prints one line a file and ends with an error at
the first value that differs.   python3 docs/spec/vectors/session/check.py
"""
import base64
import hashlib
import hmac
import json
import pathlib
import struct

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import mlkem
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

HERE = pathlib.Path(__file__).parent
NAME = b"Noise_XXhfs+psk3_25519+MLKEM768_ChaChaPoly_SHA256"
RAW = (serialization.Encoding.Raw, serialization.PublicFormat.Raw)


def load(name):
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def sha(data):
    return hashlib.sha256(data).digest()


def mac(key, data):
    return hmac.new(key, data, hashlib.sha256).digest()


def expand(prk, info, length):
    out = block = b""
    while len(out) < length:
        block = mac(prk, block + info + bytes([len(out) // 32 + 1]))
        out += block
    return out[:length]


def lh(label, *parts):
    data = bytes([len(label)]) + label
    for part in parts:
        data += struct.pack(">Q", len(part)) + part
    return sha(data)


def seal(key, nonce, ad, plain):
    return ChaCha20Poly1305(key).encrypt(nonce, plain, ad)


def same(what, ours, theirs):
    theirs = bytes.fromhex(theirs) if isinstance(theirs, str) and isinstance(ours, bytes) else theirs
    if ours != theirs:
        raise SystemExit(f"{what} differs")


class Noise:
    """The symmetric state of both sides at once: what one writes, the other would read."""

    def __init__(self, prologue):
        self.h = self.ck = sha(NAME)
        self.k, self.n = None, 0
        self.mix_hash(prologue)

    def mix_hash(self, data):
        self.h = sha(self.h + data)

    def mix_key(self, ikm):
        out = expand(mac(self.ck, ikm), b"", 64)
        self.ck, self.k, self.n = out[:32], out[32:], 0

    def mix_key_and_hash(self, ikm):
        out = expand(mac(self.ck, ikm), b"", 96)
        self.mix_hash(out[32:64])
        self.ck, self.k, self.n = out[:32], out[64:], 0

    def encrypt(self, plain):
        sealed = plain
        if self.k:
            sealed = seal(self.k, bytes(4) + struct.pack("<Q", self.n), self.h, plain)
            self.n += 1
        self.mix_hash(sealed)
        return sealed

    def ephemeral(self, public):
        self.mix_hash(public)
        self.mix_key(public)
        return public


def key(digits):
    private = X25519PrivateKey.from_private_bytes(bytes.fromhex(digits))
    return private, private.public_key().public_bytes(*RAW)


def dh(private, public):
    return private.exchange(X25519PublicKey.from_public_bytes(public))


def field(data):
    return struct.pack(">H", len(data)) + data


def padme(length):
    if length < 2:
        return length
    e = length.bit_length() - 1
    step = 1 << (e - e.bit_length())
    return -(-length // step) * step if e > e.bit_length() else length


def pad(data):
    return data + bytes(max(256, padme(len(data))) - len(data))


def record(ck, epoch, n, direction, kind, body):
    plain = pad(struct.pack(">BI", kind, len(body)) + body)
    ad = struct.pack(">IIBH", epoch, n, direction, len(plain) + 16)
    return ad, seal(mac(ck, b"\x01pli/1 msg"), bytes(12), ad, plain)


def transcript(v):
    b = {k: bytes.fromhex(x) for k, x in v.items() if isinstance(x, str) and k != "purpose"}
    header = b["header"]
    same("length of the header", len(header), 23)
    prologue = b"".join(
        field(x)
        for x in (b"pli/1", header, bytes([v["outer_kind"]]), b["outer"],
                  b["initiator_peer"], b["responder_peer"]))
    same("prologue", prologue, v["prologue"])
    si, si_public = key(v["initiator_static"])
    sr, sr_public = key(v["responder_static"])
    ei, ei_public = key(v["initiator_ephemeral"])
    er, er_public = key(v["responder_ephemeral"])
    kem = mlkem.MLKEM768PrivateKey.from_seed_bytes(b["initiator_kem_seed"])

    noise = Noise(prologue)
    m1 = noise.ephemeral(ei_public)
    m1 += noise.encrypt(kem.public_key().public_bytes(*RAW))
    m1 += noise.encrypt(bytes(64))
    same("header and M1", header + m1, v["header_and_m1"])

    m2 = noise.ephemeral(er_public)
    noise.mix_key(dh(ei, er_public))
    # The library draws m itself, so the ciphertext is opened from the vector and checked by its secret.
    nonce = bytes(4) + struct.pack("<Q", noise.n)
    sealed = b["m2"][32:32 + 1088 + 16]
    ciphertext = ChaCha20Poly1305(noise.k).decrypt(nonce, sealed, noise.h)
    m2 += noise.encrypt(ciphertext)
    noise.mix_key(kem.decapsulate(ciphertext))
    m2 += noise.encrypt(sr_public)
    noise.mix_key(dh(ei, sr_public))
    m2 += noise.encrypt(b["payload_2"])
    same("M2", m2, v["m2"])

    m3 = noise.encrypt(si_public)
    noise.mix_key(dh(si, er_public))
    noise.mix_key_and_hash(b["psk"])
    m3 += noise.encrypt(b["payload_3"])
    same("M3", m3, v["m3"])

    out = expand(mac(noise.ck, b""), b"", 96)
    t1, t2, t3 = out[:32], out[32:64], out[64:]
    for name, value in (("h", noise.h), ("ck_i2r_0", t1), ("ck_r2i_0", t2), ("t3", t3),
                        ("last_h", sha(noise.h))):
        same(name, value, v[name])
    for name, label in (("pair_psk", b"pair psk"), ("rekey_psk", b"rekey psk"),
                        ("rekey_bind", b"rekey bind")):
        same(name, expand(t3, b"pli/1 " + label + noise.h, 32), v[name])
    epoch = struct.unpack(">I", header[3:7])[0]
    same("FINISH", record(t2, epoch, 0, 2, 1, b["finish_body"])[1], v["finish"])
    same("CONFIRM", record(t1, epoch, 0, 1, 2, b["confirm_body"])[1], v["confirm"])


def sv7():
    pair, link, rekey = load("SV7-transcripts.json")["transcripts"]
    for v in (pair, link, rekey):
        transcript(v)
    secret = bytes.fromhex(pair["invite_secret"])
    same("PSK of pair", mac(b"pli/1 invite", secret), pair["psk"])
    same("invitation id", mac(secret, b"pli/1 inv id")[:16], pair["header"][14:])
    same("PSK of link", link["psk"], pair["pair_psk"])
    same("PSK of rekey",
         mac(bytes.fromhex(link["psk"]), bytes.fromhex(link["rekey_psk"])), rekey["psk"])
    same("binding of rekey", rekey["outer"], link["rekey_bind"])


def sv8():
    chain = load("SV8-chain.json")
    ck = bytes.fromhex(chain["steps"][0]["ck"])
    steps = {step["n"]: step for step in chain["steps"]}
    for n in range(max(steps) + 1):
        if n in steps:
            step = steps[n]
            same("ck", ck, step["ck"])
            same("mk", mac(ck, b"\x01pli/1 msg"), step["mk"])
            ad, sealed = record(ck, chain["epoch"], n, chain["direction"], step["type"],
                                bytes.fromhex(step["body"]))
            same("ad", ad, step["ad"])
            same("record", sealed, step["record"])
        ck = mac(ck, b"\x02pli/1 chain")


def sv9():
    ours = [length for length in range((1 << 20) + 1) if padme(length) == length]
    same("fixed points of Padmé", ours, load("SV9-padme.json")["fixed_points"])


def b64u(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def canonical(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def sv10():
    v = load("SV10-blobs.json")
    k, pid = bytes.fromhex(v["k"]), bytes.fromhex(v["pid"])

    def derive(label, i):
        return expand(mac(bytes(32), k), b"REMISE/v1/" + label + b"\0" + pid + struct.pack(">I", i), 32)

    def blob(entry, content):
        bk = derive(b"blob", entry["index"])
        same("bk", bk, entry["bk"])
        plain = pad(content)
        chunks = [plain[i:i + 16384] for i in range(0, len(plain), 16384)]
        sealed = b"".join(
            seal(bk, struct.pack(">QI", j, 1 if j == len(chunks) - 1 else 0), b"", chunk)
            for j, chunk in enumerate(chunks))
        digests = [sha(sealed[i:i + 262400]) for i in range(0, len(sealed), 262400)]
        ct = lh(b"REMISE/v1/blob", struct.pack(">Q", len(sealed)), *digests)
        same("sealed length", len(sealed), entry["sealed_length"])
        same("sealed bytes", sha(sealed), entry["sealed_sha256"])
        same("content", sha(content), entry["content_sha256"])
        same("segment digests", b"".join(digests), entry["segment_digests"])
        same("ct_i", ct, entry["ct_i"])
        return sealed, ct

    manifest = json.loads(v["manifest"])
    same("manifest", canonical(manifest), v["manifest"].encode())
    contents = [bytes(i % 251 for i in range(size)) for size in v["sizes"]]
    leaves = []
    for part, content in zip(manifest["parts"], contents):
        same("SHA-256 of a part", part["sha256"], b64u(sha(content)))
        salt = base64.urlsafe_b64decode(part.pop("salt") + "=")
        leaves.append(lh(b"REMISE/v1/part", salt, canonical(part)))
    same("leaves", [leaf.hex() for leaf in leaves], v["leaves"])
    same("root", lh(b"REMISE/v1/content", *leaves), v["root"])
    same("kc", derive(b"commit", 0), v["kc"])
    sealed = [blob(e, c) for e, c in zip(v["blobs"], [v["manifest"].encode()] + contents)]
    same("sealed manifest", sealed[0][0], v["sealed_manifest"])
    same("ct", lh(b"REMISE/v1/sealed", *(ct for _, ct in sealed)), v["ct"])


if __name__ == "__main__":
    for check in (sv7, sv8, sv9, sv10):
        check()
        print(check.__name__.upper(), "holds")
