"""The kinds of picture that are taken and served, and the names that stored files have."""

import re
from dataclasses import dataclass
from enum import StrEnum

from blog.text.pictures import STEM


class PictureFormat(StrEnum):
    JPEG = "jpeg"
    PNG = "png"
    GIF = "gif"
    WEBP = "webp"
    AVIF = "avif"

    @property
    def extension(self) -> str:
        return "jpg" if self is PictureFormat.JPEG else self.value

    @property
    def content_type(self) -> str:
        return f"image/{self.value}"


BY_EXTENSION = {each.extension: each for each in PictureFormat}

_EXTENSIONS = "|".join(BY_EXTENSION)
_ORIGINAL = re.compile(rf"({STEM})\.({_EXTENSIONS})")
_DERIVED = re.compile(rf"({STEM})-(?:[1-9][0-9]{{2,3}}|card-[0-9]{{1,3}}x[0-9]{{1,3}})\.({_EXTENSIONS})")
_IN_A_TEXT = re.compile(rf"/media/({STEM}\.(?:{_EXTENSIONS}))(?![\w.-])")


@dataclass(frozen=True)
class StoredName:
    """`stem` is what all files of one picture begin with."""

    stem: str
    format: PictureFormat
    is_original: bool


def parse_name(name: str) -> StoredName | None:
    """What a name says, or None for one that was never made here."""
    for pattern in (_ORIGINAL, _DERIVED):
        if match := pattern.fullmatch(name):
            return StoredName(match[1], BY_EXTENSION[match[2]], pattern is _ORIGINAL)
    return None


def name_of(content_hash: str, kind: PictureFormat) -> str:
    """The name of the stored bytes with this SHA-256: half of it, which nobody finds twice."""
    return f"{content_hash[:32]}.{kind.extension}"


def address_of(name: str) -> str:
    return f"/media/{name}"


def names_in(text: str) -> tuple[str, ...]:
    """The names of pictures whose addresses stand in a text, each once, in order."""
    return tuple(dict.fromkeys(_IN_A_TEXT.findall(text)))
