"""PINs: kept as scrypt digests only, checked slowly on purpose, never stored or logged as typed."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os

_LOG_N, _R, _P = 16, 8, 1
_MAXMEM = 128 * (1 << _LOG_N) * _R + (1 << 22)


def digest_pin(pin: str) -> str:
    """The digest of ``pin`` with a fresh salt and the costs that it was made with. Takes about 0.2 s."""
    salt = os.urandom(16)
    key = _scrypt(pin, salt, _LOG_N, _R, _P)
    return f"scrypt${_LOG_N}${_R}${_P}${_text(salt)}${_text(key)}"


def pin_matches(pin: str, digest: str) -> bool:
    """Whether ``pin`` is the one that ``digest`` was made from; False for a digest that is no digest."""
    try:
        name, log_n, r, p, salt, key = digest.split("$")
        if name != "scrypt":
            return False
        made = _scrypt(pin, base64.b64decode(salt), int(log_n), int(r), int(p))
        return hmac.compare_digest(made, base64.b64decode(key))
    except ValueError:
        return False


def _scrypt(pin: str, salt: bytes, log_n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=1 << log_n, r=r, p=p, maxmem=_MAXMEM, dklen=32)


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")
