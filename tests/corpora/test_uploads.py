"""Files that lie about what they are: each is refused in words, or made harmless."""

import json
import time

import pytest

from blog.media.decoding import DecodedPicture, NoPicture, decode
from blog.media.uploads import display_name
from tests.corpora.collections import odd_file_names, odd_uploads

SCRIPTS = (b"<script", b"<svg", b"onerror", b"alert(")


@pytest.mark.parametrize(("name", "content"), odd_uploads(), ids=lambda value: value if isinstance(value, str) else "")
def test_an_odd_file_is_refused_or_harmless(name: str, content: bytes) -> None:
    started = time.perf_counter()
    outcome = taken(content)

    assert time.perf_counter() - started < 2
    if isinstance(outcome, str):
        assert outcome.endswith(".")
    else:
        assert not any(script in outcome.content for script in SCRIPTS)
        assert decode(outcome.content).content


def taken(content: bytes) -> DecodedPicture | str:
    """The picture, or the words that refuse it."""
    try:
        return decode(content)
    except NoPicture as refused:
        return str(refused)


@pytest.mark.parametrize("name", odd_file_names())
def test_an_odd_name_is_one_short_line(name: str) -> None:
    shown = display_name(name)

    assert len(shown) <= 100
    assert shown.isprintable()
    assert "/" not in shown
    assert "\\" not in shown
    assert json.dumps(shown)
