"""The key that seals names and free text, and the file it lies in.

The key never lies in the data folder: who takes the data file alone gets no name. AES-256 in
Galois/counter mode; the place of a value (table and row id) is its associated data, so that a
sealed value moved to another row does not open.

References
----------
NIST SP 800-38D, https://doi.org/10.6028/NIST.SP.800-38D
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
import stat
from pathlib import Path
from typing import Any

from skolemiljo_analytics.errors import StoreKeyError

__all__ = ["KEYS_VARIABLE", "Sealer", "create_key", "default_key_file", "read_key"]

KEYS_VARIABLE = "SKOLEMILJO_KEYS"
_PREFIX = b"skolemiljo-key-1:"
_BYTES = 32
_NONCE = 12
_BLOCK = 64


def default_key_file(store_id: str) -> Path:
    """Return where a store's key lies unless told otherwise: the user's configuration folder."""
    folder = os.environ.get(KEYS_VARIABLE)
    if folder:
        return Path(folder) / f"{store_id}.key"
    from platformdirs import user_config_path

    return user_config_path("skolemiljo", appauthor=False) / "keys" / f"{store_id}.key"


def create_key(path: Path) -> bytes:
    """Write a new random key to `path`, readable by its owner only, and return it.

    Raises
    ------
    StoreKeyError
        If the file is there already or cannot be written.
    """
    key = secrets.token_bytes(_BYTES)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(_PREFIX + base64.b64encode(key) + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise StoreKeyError("unwritable") from error
    return key


def read_key(path: Path) -> bytes:
    """Read the key in `path`.

    Raises
    ------
    StoreKeyError
        If there is none, if others may read it, or if the file holds something else.
    """
    try:
        content = path.read_bytes().strip()
        mode = path.stat().st_mode
    except OSError as error:
        raise StoreKeyError("missing") from error
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise StoreKeyError("open_to_others")
    try:
        key = base64.b64decode(content.removeprefix(_PREFIX), validate=True)
    except ValueError as error:
        raise StoreKeyError("damaged") from error
    if not content.startswith(_PREFIX) or len(key) != _BYTES:
        raise StoreKeyError("damaged")
    return key


class Sealer:
    """Seals and opens small JSON values with one key; `repr` shows nothing of it."""

    def __init__(self, key: bytes) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._cipher = AESGCM(key)
        self.fingerprint = hmac.new(key, b"skolemiljo key", hashlib.sha256).hexdigest()[:32]

    def seal(self, value: Any, place: str) -> bytes:
        """Return `value` sealed to `place`; lengths are rounded up so that they tell little."""
        plain = json.dumps(value, ensure_ascii=False).encode()
        padded = plain + b" " * (-len(plain) % _BLOCK)
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._cipher.encrypt(nonce, padded, place.encode())

    def open(self, sealed: bytes, place: str) -> Any:
        """Return the value sealed to `place`.

        Raises
        ------
        StoreKeyError
            If it was sealed with another key or for another place, or has been altered.
        """
        from cryptography.exceptions import InvalidTag

        try:
            plain = self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], place.encode())
        except InvalidTag as error:
            raise StoreKeyError("altered") from error
        return json.loads(plain)

    def __repr__(self) -> str:
        """Show nothing."""
        return "<Sealer>"
