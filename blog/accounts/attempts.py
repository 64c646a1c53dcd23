"""How often a sign-in may be tried, so that nobody can guess a password and nobody can lock its owner out.

- A network gets ten failures in a quarter of an hour.
- A browser in which this person has signed in before has its own ten, whatever others do: it holds a device token.
- When fifty failed for one account within an hour, wherever they came from, every network that has none of these
  tokens gets one failure in a quarter of an hour for that account. The owner, elsewhere, still gets in at once.
"""

from flask import request

from blog.accounts.models import User
from blog.tokens import Purpose, sign, unsign
from blog.web.engine import engine
from blog.web.limits import (
    FAILURES_OF_AN_ACCOUNT,
    PRESENT_PASSWORDS,
    SIGN_INS,
    SIGN_INS_FROM_A_KNOWN_DEVICE,
    SIGN_INS_UNDER_ATTACK,
    network_of,
)


def check_attempt(digest: str, user: User | None) -> None:
    """Raise TooSoon when no further try may be made. `digest` stands for the address that was typed."""
    limits, network = engine().limits, network_of(request.remote_addr)
    if device := _known_device(user):
        limits.check(SIGN_INS_FROM_A_KNOWN_DEVICE, device)
        return
    limits.check(SIGN_INS, network)
    if limits.is_reached(FAILURES_OF_AN_ACCOUNT, digest):
        limits.check(SIGN_INS_UNDER_ATTACK, f"{network} {digest}")


def count_failure(digest: str, user: User | None) -> None:
    """Count a wrong password. It is counted whether or not there is such a person."""
    limits, network = engine().limits, network_of(request.remote_addr)
    if device := _known_device(user):
        limits.count(SIGN_INS_FROM_A_KNOWN_DEVICE, device)
        return
    limits.count(SIGN_INS, network)
    limits.count(FAILURES_OF_AN_ACCOUNT, digest)
    limits.count(SIGN_INS_UNDER_ATTACK, f"{network} {digest}")


def check_guess(user: User) -> None:
    """Raise TooSoon when someone signed in has mistyped the present password too often."""
    engine().limits.check(PRESENT_PASSWORDS, str(user.id))


def count_guess(user: User) -> None:
    engine().limits.count(PRESENT_PASSWORDS, str(user.id))


def device_token(user: User, random: str) -> str:
    """What a browser keeps of a sign-in that worked. It opens nothing; it only lets this person try again."""
    return sign(Purpose.DEVICE, [user.id, random], engine().settings.secret_key)


def _known_device(user: User | None) -> str | None:
    token = request.cookies.get(engine().device_cookie, "")
    payload = unsign(Purpose.DEVICE, token, engine().settings.secret_key)
    if user is None or payload is None or payload[0] != user.id:
        return None
    return f"{user.id} {payload[1]}"
