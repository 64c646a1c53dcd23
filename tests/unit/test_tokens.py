"""Signed tokens."""

from itertools import permutations

import pytest

from blog.tokens import Purpose, sign, unsign

SECRET = "a secret that is long enough for a test"


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_token_gives_its_payload_back(purpose: Purpose) -> None:
    assert unsign(purpose, sign(purpose, [7, "x"], SECRET), SECRET) == [7, "x"]


@pytest.mark.parametrize(("made_for", "used_for"), list(permutations(Purpose, 2)))
def test_a_token_of_one_purpose_is_nothing_for_another(made_for: Purpose, used_for: Purpose) -> None:
    assert unsign(used_for, sign(made_for, [7, 1], SECRET), SECRET) is None


def test_an_altered_token_is_nothing() -> None:
    token = sign(Purpose.PREVIEW, [7, 1_800_000_000], SECRET)
    for place in range(len(token)):
        other = "A" if token[place] != "A" else "B"
        altered = token[:place] + other + token[place + 1 :]
        found = unsign(Purpose.PREVIEW, altered, SECRET)
        assert found in (None, [7, 1_800_000_000]), altered
        # The last letter of base64 holds bits that mean nothing; every other letter counts.
        assert found is None or place == len(token) - 1, altered


@pytest.mark.parametrize("token", ["", ".", "W10", "W10.", ".AAAA", "not a token", "\x00", "é", "𝔘.𝔘", "a" * 100_000])
def test_what_is_no_token_is_nothing(token: str) -> None:
    assert unsign(Purpose.PREVIEW, token, SECRET) is None


def test_a_cut_token_is_nothing() -> None:
    token = sign(Purpose.PREVIEW, [7, 1], SECRET)

    assert all(unsign(Purpose.PREVIEW, token[:length], SECRET) is None for length in range(len(token)))


def test_a_token_of_another_installation_is_nothing() -> None:
    token = sign(Purpose.PREVIEW, [7, 1], SECRET)

    assert unsign(Purpose.PREVIEW, token, SECRET + "!") is None


def test_the_same_payload_gives_the_same_token() -> None:
    assert sign(Purpose.REPLY_STAMP, [7, 1], SECRET) == sign(Purpose.REPLY_STAMP, [7, 1], SECRET)
    assert sign(Purpose.REPLY_STAMP, [7, 1], SECRET) != sign(Purpose.REPLY_STAMP, [7, 2], SECRET)


def test_a_token_can_stand_in_an_address() -> None:
    token = sign(Purpose.PREVIEW, [7, "é/+&?"], SECRET)

    assert token.isascii()
    assert not set(token) & set("/+&?#% =")
