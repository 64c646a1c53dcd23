"""An e-mail address at rest: a ciphertext to read it again, a digest to ask for equality, and the id of the key.

Each configured key gives three values, derived apart so that none tells of another: a Fernet key that encrypts, an
HMAC key for digests, and an id (eight characters of a hash) that names it in the row. Nothing else in the project
computes anything from an address.
"""

import base64
import hashlib
import hmac
import unicodedata
from contextlib import suppress
from dataclasses import dataclass

import idna
from cryptography.fernet import Fernet, InvalidToken

from blog.errors import N_, Conflict


@dataclass(frozen=True)
class SealedAddress:
    """What a row holds of an address, and `known_as`: its digest under every key, to ask whether it is here already.

    Acts are given this, never the address.
    """

    ciphertext: str
    digest: str
    key_id: str
    known_as: tuple[str, ...]


class UnreadableAddress(Conflict):
    """The key that sealed this address is not among the configured keys."""

    default = N_(
        "This address can't be read: its key is not among EMAIL_KEYS. Whoever runs the site may still have it."
    )


class AddressBook:
    """Seals and opens addresses under the keys of this installation, newest first."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        self._keys = [_Key(key) for key in keys]

    def seal(self, address: str) -> SealedAddress:
        key = self._keys[0]
        return SealedAddress(key.encrypt(address), key.digest(address), key.id, self.digests(address))

    def open(self, ciphertext: str, key_id: str) -> str:
        for key in self._keys:
            if key.id == key_id:
                return key.decrypt(ciphertext)
        raise UnreadableAddress

    def digests(self, address: str) -> tuple[str, ...]:
        """The digest of this address under every key: a look-up asks for any of them."""
        return tuple(key.digest(address) for key in self._keys)


class _Key:
    def __init__(self, key: str) -> None:
        master = base64.urlsafe_b64decode(key)
        self.id = _derive(master, "id").hex()[:8]
        self._digest_key = _derive(master, "digest")
        self._fernet = Fernet(base64.urlsafe_b64encode(_derive(master, "encrypt")))

    def encrypt(self, address: str) -> str:
        return self._fernet.encrypt(address.encode()).decode()

    def decrypt(self, ciphertext: str) -> str:
        try:
            return self._fernet.decrypt(ciphertext.encode()).decode()
        except InvalidToken:
            raise UnreadableAddress from None

    def digest(self, address: str) -> str:
        return hmac.new(self._digest_key, _comparable(address).encode(), hashlib.sha256).hexdigest()


def _comparable(address: str) -> str:
    """One spelling for all that reach one mailbox in practice: composed letters, no capitals, an ASCII domain."""
    local, at, domain = unicodedata.normalize("NFC", address.strip()).casefold().rpartition("@")
    with suppress(idna.IDNAError):
        domain = idna.encode(domain, uts46=True).decode()
    return f"{local}{at}{domain}"


def _derive(master: bytes, purpose: str) -> bytes:
    return hmac.new(master, f"rejoinder.address.{purpose}".encode(), hashlib.sha256).digest()
