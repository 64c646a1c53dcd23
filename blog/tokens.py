"""The one place that signs. Every token names its purpose, and a token of one purpose is nothing for another.

Tokens carry no time stamp of their own, so that the same payload always gives the same token and a page that holds
one is the same for everybody. Whoever wants an end puts it into the payload and checks it.
"""

import hashlib
from enum import StrEnum

from itsdangerous import BadData, URLSafeSerializer


class Purpose(StrEnum):
    """What a token is for, and what its payload binds."""

    REPLY_STAMP = "reply-stamp"  # [post id, hour]
    SIGN_IN_STAMP = "sign-in-stamp"  # [hour]
    SESSION_FORM = "session-form"  # [part of the session's hash, random]
    PREVIEW = "preview"  # [comment id, last second]
    MAIL_ACT = "mail-act"  # [comment id, revision, version, act, user id, last second]
    MAIL_ACT_STAMP = "mail-act-stamp"  # [part of the hash of the link, hour]
    DEVICE = "device"  # [user id, random]


def sign(purpose: Purpose, payload: list[int | str], secret: str) -> str:
    """A URL-safe text that holds `payload`, readable by anyone and written only by who knows `secret`."""
    return _serializer(purpose, secret).dumps(payload)


def unsign(purpose: Purpose, token: str, secret: str) -> list[int | str] | None:
    """The payload of a token that we signed for this purpose, else None.

    It must be the very text that we wrote: decoders of base64 overlook letters that mean nothing.
    """
    serializer = _serializer(purpose, secret)
    try:
        payload = serializer.loads(token)
    except BadData:
        return None
    return payload if isinstance(payload, list) and serializer.dumps(payload) == token else None


def _serializer(purpose: Purpose, secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt=f"rejoinder.{purpose}", signer_kwargs={"digest_method": hashlib.sha256})
