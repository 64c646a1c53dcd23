"""GIF and WebP without their metadata, byte for byte the same where it matters: nothing is encoded again.

Both walk over the blocks of the file, keep those that are needed to show it, and end where the picture ends; what
somebody put behind it is left behind. Both raise ValueError for a file that is not whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass

_GIF_HEADERS = (b"GIF87a", b"GIF89a")
_EXTENSION, _IMAGE, _TRAILER = 0x21, 0x2C, 0x3B
_GRAPHIC_CONTROL, _APPLICATION = 0xF9, 0xFF
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")

_WEBP_CHUNKS = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_SAYS_METADATA = 0b1100  # the two flags of VP8X that promise EXIF and XMP


@dataclass(frozen=True)
class Stripped:
    content: bytes
    frames: int


def strip_gif(content: bytes) -> Stripped:
    """Only pictures, their timing, and how often they repeat."""
    if content[:6] not in _GIF_HEADERS:
        raise ValueError("no GIF")
    at = 13 + _colour_table(content, 10)
    kept, frames = [content[:at]], 0
    while (kind := _byte(content, at)) != _TRAILER:
        if kind == _EXTENSION:
            end = _end_of_blocks(content, at + 2)
            if _is_needed(content[at:end]):
                kept.append(content[at:end])
        elif kind == _IMAGE:
            end = _end_of_blocks(content, at + 11 + _colour_table(content, at + 9))
            kept.append(content[at:end])
            frames += 1
        else:
            raise ValueError("an unknown block")
        at = end
    return Stripped(b"".join([*kept, bytes([_TRAILER])]), frames)


def strip_webp(content: bytes) -> Stripped:
    """Only pictures, how they move, and their colour profile."""
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        raise ValueError("no WebP")
    kept, frames = [], 0
    for kind, data in _chunks(content[12 : 8 + int.from_bytes(content[4:8], "little")]):
        if kind in _WEBP_CHUNKS:
            kept.append(_chunk(kind, _without_flags(data) if kind == b"VP8X" else data))
            frames += kind == b"ANMF"
    body = b"WEBP" + b"".join(kept)
    return Stripped(b"RIFF" + len(body).to_bytes(4, "little") + body, max(1, frames))


def _byte(content: bytes, at: int) -> int:
    if at >= len(content):
        raise ValueError("not whole")
    return content[at]


def _colour_table(content: bytes, flags_at: int) -> int:
    """The length of the table that follows, if the flags say that one does."""
    flags = _byte(content, flags_at)
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _end_of_blocks(content: bytes, at: int) -> int:
    """Each block begins with its length; one of length 0 is the last."""
    while length := _byte(content, at):
        at += length + 1
    return at + 1


def _is_needed(extension: bytes) -> bool:
    if extension[1] == _APPLICATION:
        return extension[3:14] in _LOOPS
    return extension[1] == _GRAPHIC_CONTROL


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at < len(content):
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        data = content[at + 8 : at + 8 + length]
        if len(data) < length or at + 8 > len(content):
            raise ValueError("not whole")
        yield content[at : at + 4], data
        at += 8 + length + length % 2


def _chunk(kind: bytes, data: bytes) -> bytes:
    return kind + len(data).to_bytes(4, "little") + data + b"\0" * (len(data) % 2)


def _without_flags(data: bytes) -> bytes:
    return bytes([data[0] & ~_SAYS_METADATA]) + data[1:] if data else data
