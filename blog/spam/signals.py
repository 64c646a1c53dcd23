"""What is counted in a reply: its words and pairs of words, hosts of links, words of the name, timing and shape."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from blog.spam.shape import shape_of, timing_of
from blog.spam.words import ends_of, folded_words, hosts_in

MOST_HOSTS = 50


class SignalKind(StrEnum):
    WORD = "word"
    PAIR = "pair"
    HOST = "host"
    NAME = "name"
    TIMING = "timing"
    SHAPE = "shape"


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing that a reply has or has not. `value` is a folded word, two of them, a host, or `measure=level`."""

    kind: SignalKind
    value: str

    @property
    def key(self) -> int:
        """A number from 1 to 2⁶³-1 that stands for it, so that no table of counts holds anybody's words."""
        digest = hashlib.blake2b(f"{self.kind.value}:{self.value}".encode(), digest_size=8).digest()
        return int.from_bytes(digest) >> 1 or 1


@dataclass(frozen=True)
class Writing:
    """What is looked at of a reply: the fields as they were typed. `seconds_taken` is None where no script told."""

    name: str
    url: str
    text: str
    seconds_taken: float | None = None


def extract_signals(writing: Writing) -> tuple[Signal, ...]:
    """Each signal once, however often it is there; in the order of the kinds. There are at most a thousand or so."""
    return tuple(dict.fromkeys(_signals(writing)))


def _signals(writing: Writing) -> Iterator[Signal]:
    text = ends_of(writing.text)
    words, hosts = folded_words(text), list(hosts_in(text))
    yield from (Signal(SignalKind.WORD, word) for word in words)
    yield from (Signal(SignalKind.PAIR, f"{one} {other}") for one, other in pairwise(words))
    yield from (Signal(SignalKind.HOST, host) for host in [*hosts_in(writing.url), *hosts[:MOST_HOSTS]])
    yield from (Signal(SignalKind.NAME, word) for word in folded_words(writing.name))
    yield from (Signal(SignalKind.TIMING, value) for value in timing_of(writing.seconds_taken))
    shape = shape_of(writing.name, writing.url, text, words, len(hosts))
    yield from (Signal(SignalKind.SHAPE, value) for value in shape)
