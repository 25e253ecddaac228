#!/usr/bin/env python3
"""Opens CV1-file.json from docs/spec/carry.md alone: hashlib, hmac and `cryptography` 48 or newer (ML-KEM).

    python3 check.py
"""
import hashlib
import hmac
import json
import pathlib
import struct

from cryptography.hazmat.primitives.asymmetric import mlkem, x25519
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

SUITE = b"HPKE" + struct.pack(">HHH", 0x647A, 0x0001, 0x0003)


def extract(salt, ikm):
    return hmac.new(salt or bytes(32), ikm, hashlib.sha256).digest()


def expand(prk, info, length):
    output, block, number = b"", b"", 1
    while len(output) < length:
        block = hmac.new(prk, block + info + bytes([number]), hashlib.sha256).digest()
        output, number = output + block, number + 1
    return output[:length]


def labelled_extract(salt, label, ikm):
    return extract(salt, b"HPKE-v1" + SUITE + label + ikm)


def labelled_expand(prk, label, info, length):
    return expand(prk, struct.pack(">H", length) + b"HPKE-v1" + SUITE + label + info, length)


def xwing(seed):
    expanded = hashlib.shake_256(seed).digest(96)
    lattice = mlkem.MLKEM768PrivateKey.from_seed_bytes(expanded[:64])
    curve = x25519.X25519PrivateKey.from_private_bytes(expanded[64:])
    return lattice, curve


def decapsulate(lattice, curve, enc):
    ephemeral, own = enc[1088:], curve.public_key().public_bytes_raw()
    first = lattice.decapsulate(enc[:1088])
    second = curve.exchange(x25519.X25519PublicKey.from_public_bytes(ephemeral))
    return hashlib.sha3_256(first + second + ephemeral + own + b"\\.//^\\").digest()


def records(vector):
    file = bytes.fromhex(vector["file"])
    lattice, curve = xwing(bytes.fromhex(vector["carry_seed"]))
    public = lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()
    assert public.hex() == vector["carry_key"]
    assert file[:10] == b"PLICARRY\x01\x01"
    secret = decapsulate(lattice, curve, file[10:1130])
    psk = extract(b"pli/1 carry psk", bytes.fromhex(vector["pair_psk"]))
    info = b"pli/1 carry" + file[:10] + bytes.fromhex(vector["from"] + vector["to"])
    context = (
        b"\x01"
        + labelled_extract(b"", b"psk_id_hash", b"pli/1 pairing")
        + labelled_extract(b"", b"info_hash", info)
    )
    prk = labelled_extract(secret, b"secret", psk)
    key = ChaCha20Poly1305(labelled_expand(prk, b"key", context, 32))
    base = int.from_bytes(labelled_expand(prk, b"base_nonce", context, 12), "big")
    at, number = 1130, 0
    while at < len(file):
        length = struct.unpack(">H", file[at : at + 2])[0]
        plain = key.decrypt((base ^ number).to_bytes(12, "big"), file[at + 2 : at + 2 + length], b"")
        body = struct.unpack(">I", plain[1:5])[0]
        assert not any(plain[5 + body :])
        yield plain[0], plain[5 : 5 + body].hex()
        at, number = at + 2 + length, number + 1


vector = json.loads((pathlib.Path(__file__).parent / "CV1-file.json").read_text())
assert list(records(vector)) == [(1, vector["head"]), (2, vector["frame"]), (3, vector["end"])]
print("CV1: ok")
