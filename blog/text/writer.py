"""Writes elements so that every parser builds the same tree from them.

HTML parsers repair what they read: they close paragraphs, move text out of tables, open elements
again. What is written here leaves them nothing to repair. Every element is closed, inside out; text
and inline elements end where a block begins; the parts of lists and tables stand only in their list
or table, and what stands between those parts gets a part of its own.
"""

from html import escape

INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "br",
        "img",
    }
)
VOID = frozenset({"br", "hr", "img"})

_INLINE_INSIDE = frozenset({"p", "pre", "h2", "h3", "h4", "h5", "h6", "summary"}) | INLINE
_PARTS = {
    "ul": frozenset({"li"}),
    "ol": frozenset({"li"}),
    "dl": frozenset({"dt", "dd"}),
    "table": frozenset({"caption", "thead", "tbody", "tfoot"}),
    "thead": frozenset({"tr"}),
    "tbody": frozenset({"tr"}),
    "tfoot": frozenset({"tr"}),
    "tr": frozenset({"td", "th"}),
}
_USUAL_PART = {
    "ul": "li",
    "ol": "li",
    "dl": "dd",
    "table": "tbody",
    "thead": "tr",
    "tbody": "tr",
    "tfoot": "tr",
    "tr": "td",
}
_IN_LISTS = frozenset({"li"})
_IN_DESCRIPTIONS = frozenset({"dt", "dd"})
_IN_TABLES = frozenset({"caption", "thead", "tbody", "tfoot", "tr", "td", "th"})

# For each part: the elements that may hold it, at once or with usual parts between, and the parts
# that end when it begins.
_HOLDERS = {
    "li": (frozenset({"ul", "ol"}), _IN_LISTS),
    "dt": (frozenset({"dl"}), _IN_DESCRIPTIONS),
    "dd": (frozenset({"dl"}), _IN_DESCRIPTIONS),
    "caption": (frozenset({"table"}), _IN_TABLES),
    "thead": (frozenset({"table"}), _IN_TABLES),
    "tbody": (frozenset({"table"}), _IN_TABLES),
    "tfoot": (frozenset({"table"}), _IN_TABLES),
    "tr": (frozenset({"table", "thead", "tbody", "tfoot"}), _IN_TABLES),
    "td": (frozenset({"table", "thead", "tbody", "tfoot", "tr"}), _IN_TABLES),
    "th": (frozenset({"table", "thead", "tbody", "tfoot", "tr"}), _IN_TABLES),
}
_CELLS = frozenset({"td", "th", "caption"})
_WHITE_SPACE = " \t\n"


class Writer:
    def __init__(self, depth: int) -> None:
        self._depth = depth
        self._parts: list[str] = []
        self._open: list[str] = []
        self._after_pre = False

    def text(self, text: str) -> None:
        if self._after_pre:
            # Parsers drop a line end here, each time they read.
            text = text.lstrip("\n")
        if not text:
            return
        if text.strip(_WHITE_SPACE):
            self._make_room()
        self._write(escaped(text))

    def start(self, name: str, attributes: str) -> bool:
        """Writes a start tag; False where such an element can't stand, or too many are open."""
        if name in _HOLDERS:
            if not self._step_out_to(*_HOLDERS[name]):
                return False
            self._open_parts_for(name)
        else:
            if name not in INLINE:
                self._close_inline()
            elif name == "a":
                self._close_link()
            self._make_room()
        if len(self._open) >= self._depth:
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

    def _write(self, piece: str) -> None:
        self._after_pre = False
        self._parts.append(piece)

    def _make_room(self) -> None:
        """Opens the usual part where a list or table holds nothing but parts."""
        while self._open and (part := _USUAL_PART.get(self._open[-1])):
            self._open_bare(part)

    def _open_parts_for(self, name: str) -> None:
        while name not in _PARTS[self._open[-1]]:
            self._open_bare(_USUAL_PART[self._open[-1]])

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

    def _close_link(self) -> None:
        position = self._find("a")
        if position is not None:
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
        if name in _HOLDERS:
            holders, siblings = _HOLDERS[name]
            return inner not in siblings and inner not in holders and inner not in _INLINE_INSIDE
        return inner in _CELLS and name != "table"

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
