"""Pictures in posts: the widths in which they are offered, and how a browser is told of them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

WIDTHS = (320, 480, 640, 960, 1280, 1920)
WIDEST_AVIF = 960  # encoding wider ones takes longer than it saves readers
STEM = "[0-9a-f]{32}"  # what the names of all files of one picture begin with


@dataclass(frozen=True)
class Picture:
    """A stored picture: its size, and the widths of its smaller copies (none of one that moves)."""

    width: int
    height: int
    widths: tuple[int, ...] = ()


Pictures = Mapping[str, Picture]  # by address
NO_PICTURES: Pictures = MappingProxyType({})


@dataclass(frozen=True)
class Place:
    """Where a picture stands: how much of the page it takes, as the style sheet has it, in the words of `sizes`.

    `avif_for` are the screens for which the widest AVIF is sharp enough there; "" means all.
    """

    sizes: str
    avif_for: str = ""


FLOATING = Place("(min-width: 36rem) 18.5rem, 94vw")
WIDE = Place("(min-width: 64rem) 56rem, 96vw", avif_for="(max-width: 30rem), (max-resolution: 1.3dppx)")
IN_A_GALLERY = Place("(min-width: 36rem) 20rem, 94vw")
AMONG_WORDS = Place("(min-width: 44rem) 40rem, 94vw")

_NAMED = re.compile(rf"(/media/{STEM})\.[a-z]{{3,4}}")
_CANDIDATE = rf"/media/{STEM}-[1-9][0-9]{{2,3}}\.(?:webp|avif) [1-9][0-9]{{2,3}}w"
SRCSET = rf"{_CANDIDATE}(?:, {_CANDIDATE}){{0,9}}"
SIZES = r"\(min-width: [0-9.]{1,6}rem\) [0-9.]{1,6}rem, [0-9]{1,3}vw"
MEDIA = r"\(max-width: [0-9.]{1,6}rem\), \(max-resolution: [0-9.]{1,4}dppx\)"


@dataclass(frozen=True)
class Source:
    """The attributes of one `<source>`."""

    type: str
    media: str
    srcset: str
    sizes: str


def widths_of(width: int) -> tuple[int, ...]:
    """Those that are not wider than the picture itself."""
    return tuple(each for each in WIDTHS if each <= width)


def sources_of(address: str, picture: Picture, place: Place) -> Iterator[Source]:
    """The smaller copies of a picture, the better format first; nothing for one that has none."""
    named = _NAMED.fullmatch(address)
    narrow = [width for width in picture.widths if width <= WIDEST_AVIF]
    if named and narrow:
        is_capped = len(narrow) < len(picture.widths)
        yield Source("image/avif", place.avif_for if is_capped else "", _srcset(named[1], narrow, "avif"), place.sizes)
        yield Source("image/webp", "", _srcset(named[1], picture.widths, "webp"), place.sizes)


def _srcset(stem: str, widths: tuple[int, ...] | list[int], extension: str) -> str:
    return ", ".join(f"{stem}-{width}.{extension} {width}w" for width in widths)
