"""The reviewer's private key: a file of the reviewer's own, never part of the content."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)


def generate(file: Path, password: str | None) -> Ed25519PrivateKey:
    """Make a key and write it for its owner's eyes only. Raises FileExistsError rather than overwrite a key."""
    private = Ed25519PrivateKey.generate()
    lock: KeySerializationEncryption = BestAvailableEncryption(password.encode()) if password else NoEncryption()
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
        handle.write(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock))
    return private


def read(file: Path, password: str | None) -> Ed25519PrivateKey:
    """Read a key.

    Raises ValueError for another kind of key or a wrong password, and TypeError when a password is missing.
    """
    private = load_pem_private_key(file.read_bytes(), password.encode() if password else None)
    if not isinstance(private, Ed25519PrivateKey):
        raise ValueError(f"{file}: geen Ed25519-sleutel")
    return private
