"""Where in a reader's text something stands that the sanitizer saw in the HTML that was made of it."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from blog.text.tokens import Token

Lines = list[tuple[int, int]]  # where each line begins: in a piece of HTML, and in the text
Place = tuple[int, int]  # start and end

_ATTRIBUTE = re.compile(r"""([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*))?""")
_NAME = re.compile(r"</?[^\s/>]*")


@dataclass(frozen=True)
class Sources:
    """Which pieces of rendered HTML were typed as they are: starts and ends there, and the places of their lines."""

    pieces: tuple[tuple[int, int, Lines], ...] = ()

    def place(self, start: int, end: int) -> Place | None:
        """Where this stretch of HTML stands in the text; None when it doesn't begin and end in typed pieces."""
        first, last = self._at(start), self._at(end - 1)
        return (first, last + 1) if first is not None and last is not None and first <= last else None

    def _at(self, position: int) -> int | None:
        number = bisect_right(self.pieces, position, key=lambda piece: piece[0]) - 1
        if number < 0:
            return None
        begin, end, lines = self.pieces[number]
        return placed(position - begin, lines) if position < end and lines else None


class Places:
    """Goes along with the sanitizer from token to token."""

    def __init__(self, sources: Sources | None) -> None:
        self._sources = sources or Sources()
        self._start = self._end = 0

    def go_on(self, token: Token) -> None:
        self._start, self._end = self._end, self._end + len(token.source)

    def of_token(self) -> Place | None:
        return self._sources.place(self._start, self._end)

    def of_attribute(self, token: Token, name: str) -> Place | None:
        """That of the attribute in the tag; of the tag where it is not found."""
        tag = _NAME.match(token.source)
        for found in _ATTRIBUTE.finditer(token.source, tag.end() if tag else 0):
            if found[1].lower() == name:
                return self._sources.place(self._start + found.start(), self._start + found.end())
        return self.of_token()


def placed(at: int, lines: Lines) -> int:
    """A place in a piece, in the text."""
    start, source = lines[bisect_right(lines, at, key=lambda line: line[0]) - 1]
    return source + at - start
