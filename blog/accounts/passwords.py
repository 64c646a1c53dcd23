"""Passwords: argon2id, at the cost that OWASP's cheat sheet names for many sign-ins at once (19 MiB, two passes)."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from blog.errors import N_, Refused

SHORTEST, LONGEST = 10, 1000  # characters

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hash_password(password: str) -> str:
    """A hash to store. Takes some 20 ms on purpose: call it outside a transaction. Refuses too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refused(
            N_("A password takes %(shortest)d to %(longest)d characters."),
            field="new_password",
            shortest=SHORTEST,
            longest=LONGEST,
        )
    return _hasher.hash(_bytes(password))


def is_password(password: str, password_hash: str | None) -> bool:
    """Whether this is the password. Takes the same time when there is no hash to compare with."""
    if len(password) > LONGEST:
        password, password_hash = "", None
    try:
        _hasher.verify(password_hash or _NOBODYS, _bytes(password))
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")


_NOBODYS = _hasher.hash(b"nobody has this password")
