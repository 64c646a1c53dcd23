"""Writes elements so that every parser builds the same tree from them.

HTML parsers repair what they read: they close paragraphs, move text out of tables, open elements
again. What is written here leaves them nothing to repair. Every element is closed, inside out; text
and inline elements end where a block begins; the parts of lists and tables stand only in their list
or table, and what stands between those parts gets a part of its own.
"""

from html import escape

from blog.text.elements import CELLS, IN_TABLES, INLINE, PARTS, TEXT_BLOCKS, USUAL_PART, VOID, elements

_INLINE_INSIDE = TEXT_BLOCKS | INLINE

# For each part: the elements that may hold it, at once or with usual parts between, and the parts
# that end when it begins.
_Place = tuple[frozenset[str], frozenset[str]]
_IN_LIST: _Place = (elements("ul ol"), elements("li"))
_IN_DESCRIPTION: _Place = (elements("dl"), elements("dt dd"))
_IN_TABLE: _Place = (elements("table"), IN_TABLES)
_IN_ROWS: _Place = (elements("table thead tbody tfoot"), IN_TABLES)
_IN_ROW: _Place = (elements("table thead tbody tfoot tr"), IN_TABLES)
_PLACES: dict[str, _Place] = {
    "li": _IN_LIST,
    "dt": _IN_DESCRIPTION,
    "dd": _IN_DESCRIPTION,
    "caption": _IN_TABLE,
    "thead": _IN_TABLE,
    "tbody": _IN_TABLE,
    "tfoot": _IN_TABLE,
    "tr": _IN_ROWS,
    "td": _IN_ROW,
    "th": _IN_ROW,
}
_WHITE_SPACE = " \t\n"


class Writer:
    def __init__(self, depth: int) -> None:
        self._depth = depth
        self._parts: list[str] = []
        self._open: list[str] = []
        self._after_pre = False

    def text(self, text: str) -> None:
        # What parsers drop each time they read: a byte order mark, and a line end that begins a pre.
        if not self._parts:
            text = text.lstrip("\ufeff")
        if self._after_pre:
            text = text.lstrip("\n")
        if not text:
            return
        if text.strip(_WHITE_SPACE):
            self._make_room()
        self._write(escaped(text))

    def start(self, name: str, attributes: str) -> bool:
        """Writes a start tag; False where such an element can't stand, or too many are open."""
        if name == "source" and self._open[-1:] != ["picture"]:
            return False
        if not (self._begin_part(name) if name in _PLACES else self._begin(name)):
            return False
        self._write(f"<{name}{attributes}>")
        if name not in VOID:
            self._open.append(name)
            self._after_pre = name == "pre"
        return True

    def end(self, name: str) -> None:
        """Closes the nearest such element with all in it; an end tag without one is nothing."""
        position = self._find(name)
        if position is not None:
            self._close_down_to(position)

    def finish(self) -> str:
        self._close_down_to(0)
        return "".join(self._parts)

    def _begin(self, name: str) -> bool:
        if name not in INLINE:
            self._close_inline()
        elif name == "a":
            self.end("a")
        if len(self._open) >= self._depth:
            return False
        self._make_room()
        return True

    def _begin_part(self, name: str) -> bool:
        """Parts count for nothing in the depth: each needs its list or table."""
        if not self._step_out_to(*_PLACES[name]):
            return False
        while name not in PARTS[self._open[-1]]:
            self._open_bare(USUAL_PART[self._open[-1]])
        return True

    def _write(self, piece: str) -> None:
        self._after_pre = False
        self._parts.append(piece)

    def _make_room(self) -> None:
        """Opens the usual part where a list or table holds nothing but parts."""
        while self._open and (part := USUAL_PART.get(self._open[-1])):
            self._open_bare(part)

    def _open_bare(self, name: str) -> None:
        self._write(f"<{name}>")
        self._open.append(name)

    def _step_out_to(self, holders: frozenset[str], siblings: frozenset[str]) -> bool:
        """Closes what ends when a part begins; False when nothing open may hold the part."""
        for position in range(len(self._open), 0, -1):
            name = self._open[position - 1]
            if name in holders:
                self._close_down_to(position)
                return True
            if name not in siblings and name not in _INLINE_INSIDE:
                return False
        return False

    def _close_inline(self) -> None:
        position = len(self._open)
        while position and self._open[position - 1] in _INLINE_INSIDE:
            position -= 1
        self._close_down_to(position)

    def _find(self, name: str) -> int | None:
        """The place of the nearest open element of this name that an end tag here may close."""
        for position in range(len(self._open) - 1, -1, -1):
            if self._open[position] == name:
                return position
            if self._shields(self._open[position], name):
                return None
        return None

    @staticmethod
    def _shields(inner: str, name: str) -> bool:
        if name in INLINE:
            return inner not in INLINE
        if name in _PLACES:
            holders, siblings = _PLACES[name]
            return inner not in siblings and inner not in holders and inner not in _INLINE_INSIDE
        return inner in CELLS and name != "table"

    def _close_down_to(self, position: int) -> None:
        while len(self._open) > position:
            self._write(f"</{self._open.pop()}>")


def escaped(text: str) -> str:
    """Text as HTML serialisers write it."""
    return escape(text, quote=False).replace("\xa0", "&nbsp;")


def attribute(name: str, value: str) -> str:
    """An attribute as HTML serialisers write it, with a space before."""
    quoted = escaped(value).replace('"', "&quot;")
    return f' {name}="{quoted}"'
