"""What a text needs to know about the pictures in it, and the widths in which they are offered."""

from dataclasses import dataclass

WIDTHS = (320, 480, 640, 960, 1280, 1920)
WIDEST_AVIF = 960  # encoding wider ones takes longer than it saves readers


@dataclass(frozen=True)
class Picture:
    """A stored picture: its size, and the widths of its smaller copies (none of one that moves)."""

    width: int
    height: int
    widths: tuple[int, ...] = ()


def widths_of(width: int) -> tuple[int, ...]:
    """Those that are not wider than the picture itself."""
    return tuple(each for each in WIDTHS if each <= width)
