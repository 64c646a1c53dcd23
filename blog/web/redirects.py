"""Where a redirect may lead that a stranger had a hand in."""

import re


def is_local(address: str) -> bool:
    """Whether a browser that is sent there stays on this site: one slash, then nothing that reads as a host.

    Browsers take a backslash for a slash and drop tabs and line breaks, so none of those may stand anywhere.
    """
    return re.fullmatch(r"/(?![/\\])[^\\\x00-\x20\x7f-\x9f]*", address) is not None
