"""A judge of results who knows neither bleach nor nh3 nor html5lib, and has a list of its own of what may be there."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

READERS = {
    "a": {"href", "rel"},
    "abbr": {"title"},
    "code": {"class"},
    "ol": {"start"},
} | {name: set[str]() for name in "b blockquote br cite del em i li p pre q s strong ul".split(" ")}

AUTHORS = (
    READERS
    | {
        "a": {"href", "id", "title"},
        "div": {"class"},
        "figure": {"class"},
        "img": {"src", "alt", "title", "width", "height", "loading", "decoding"},
        "source": {"type", "media", "srcset", "sizes"},
        "li": {"id"},
        "section": {"class"},
        "span": {"class"},
        "td": {"align", "colspan", "rowspan", "scope"},
        "th": {"align", "colspan", "rowspan", "scope"},
        "time": {"datetime"},
    }
    | {name: {"id"} for name in "h2 h3 h4 h5 h6".split(" ")}
    | {name: set[str]() for name in "hr details summary figcaption picture".split(" ")}
    | {name: set[str]() for name in "dl dt dd table caption thead tbody tfoot tr".split(" ")}
    | {name: set[str]() for name in "dfn ins kbd mark samp small sub sup u var".split(" ")}
)

EXACT = {
    "class": re.compile(
        r"language-[\w+#.-]{1,40}|float-start|float-end|wide|footnotes|gallery( wide)?|[a-z]{1,2}", re.ASCII
    ),
    "id": re.compile(r"fn(ref)?-[a-z0-9]+(-[0-9]+){0,2}|h(-[a-z0-9]+)+"),
    "rel": re.compile("nofollow ugc noopener"),
    "type": re.compile("image/(webp|avif)"),
    "media": re.compile(r"\(max-width: [0-9.]+rem\), \(max-resolution: [0-9.]+dppx\)"),
    "srcset": re.compile(r"(/media/[0-9a-f]{32}-[0-9]+\.(webp|avif) [0-9]+w(, (?=/)|$))+"),
    "sizes": re.compile(r"\(min-width: [0-9.]+rem\) [0-9.]+rem, [0-9]+vw"),
    "decoding": re.compile("async"),
    "loading": re.compile("lazy|eager"),
    "align": re.compile("left|center|right"),
    "start": re.compile("-?[0-9]+"),
}

VOID = {"br", "hr", "img", "source"}
_READERS_MAY_LINK_TO = re.compile(r"https?://[^\s/?#\\]|mailto:.", re.IGNORECASE)
_AUTHORS_MAY_LINK_TO = re.compile(r"https?://[^\s/?#\\]|mailto:.|/(?![/\\])|#.", re.IGNORECASE)
_WHAT_A_TAG_LOOKS_LIKE = re.compile(r'</[a-z][a-z0-9]*>|<[a-z][a-z0-9]*(?: [a-z]+="[^"<>]*")*>')


def complaints(html: str, allowed: dict[str, set[str]]) -> list[str]:
    """What is in the HTML that should not be; empty when it is as it should be."""
    judge = _Judge(allowed)
    judge.feed(html)
    judge.close()
    judge.found += [f"never closed: {name}" for name in judge.open]
    judge.found += [f"odd: {rest[:40]!r}" for rest in re.findall("[<>].{0,40}", _WHAT_A_TAG_LOOKS_LIKE.sub("", html))]
    return judge.found


@dataclass
class _Judge(HTMLParser):
    allowed: dict[str, set[str]]
    found: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        links = _READERS_MAY_LINK_TO if self.allowed is READERS else _AUTHORS_MAY_LINK_TO
        self.exact = EXACT | {"href": links, "src": _AUTHORS_MAY_LINK_TO}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.allowed:
            self.found.append(f"element: {tag}")
        for name, value in attrs:
            self._judge_attribute(tag, name, value or "")
        if tag == "a" and self.allowed is READERS and [name for name, _ in attrs] != ["href", "rel"]:
            self.found.append(f"link: {attrs}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.found.append(f"closed out of turn: {tag}")

    def handle_comment(self, data: str) -> None:
        self.found.append(f"comment: {data}")

    def handle_decl(self, decl: str) -> None:
        self.found.append(f"declaration: {decl}")

    def handle_pi(self, data: str) -> None:
        self.found.append(f"instruction: {data}")

    def unknown_decl(self, data: str) -> None:
        self.found.append(f"declaration: {data}")

    def _judge_attribute(self, tag: str, name: str, value: str) -> None:
        if name not in self.allowed.get(tag, set()):
            self.found.append(f"attribute: {tag} {name}")
        elif name in self.exact and not self._is_exact(name, value):
            self.found.append(f"value: {tag} {name}={value!r}")

    def _is_exact(self, name: str, value: str) -> bool:
        if name in {"href", "src"}:
            as_browsers_read = re.sub("[\t\n\r]", "", value).strip("".join(map(chr, range(33))))
            return bool(self.exact[name].match(as_browsers_read))
        return bool(self.exact[name].fullmatch(value))


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def text_of(html: str) -> str:
    """The text between the tags."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    return "".join(reader.pieces)
