"""The size of what is sent is known before anyone reads it."""

from flask import abort, request


def refuse_unmeasured() -> None:
    """Before each request: 411 for a body in chunks, whose size nobody knows. Browsers tell the length of a form."""
    if "Transfer-Encoding" in request.headers:
        abort(411)
