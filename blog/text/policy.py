"""Who may use which elements, attributes and addresses. What is not named here is taken away."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from blog.text.colours import CLASSES
from blog.text.elements import elements
from blog.text.markup import POLICY_VERSION
from blog.text.pictures import MEDIA, SIZES, SRCSET
from blog.text.schemes import absolute_address, image_address, link_address

__all__ = ["AUTHORS", "POLICY_VERSION", "READERS", "SCHEMES", "Policy"]

# Gives the value to write, or None when the attribute may not stay.
Rule = Callable[[str], str | None]
Attributes = Mapping[str, Mapping[str, Rule]]

SCHEMES = frozenset({"http", "https", "mailto"})

# Without these attributes the element means nothing.
NEEDED = MappingProxyType({"a": "href", "img": "src", "source": "srcset"})

LONGEST_TEXT = 500


@dataclass(frozen=True)
class Policy:
    """`link_rel` is written on every link; "" writes none. `depth` is how many elements may be open at once."""

    name: str
    elements: frozenset[str]
    attributes: Attributes
    link_rel: str
    depth: int

    @cached_property
    def attribute_names(self) -> dict[str, set[str]]:
        """Every attribute that may stay, by element."""
        names = {element: set(rules) for element, rules in self.attributes.items()}
        return names | {"a": names["a"] | {"rel"}} if self.link_rel else names

    def value(self, element: str, attribute: str, value: str) -> str | None:
        """The value to write, or None when this attribute may not stay on this element."""
        rule = self.attributes.get(element, {}).get(attribute)
        return rule(value) if rule else None

    def keeps(self, element: str, attribute: str, value: str) -> bool:
        """Whether the attribute stays exactly as it is."""
        if element == "a" and attribute == "rel":
            return bool(self.link_rel) and value == self.link_rel
        return self.value(element, attribute, value) == value


def any_text(value: str) -> str | None:
    return value if len(value) <= LONGEST_TEXT else None


def matching(pattern: str) -> Rule:
    whole = re.compile(pattern)
    return lambda value: value if whole.fullmatch(value) else None


_number = matching(r"-?[0-9]{1,6}")
_size = matching(r"[1-9][0-9]{0,4}")
_language = matching(r"language-[A-Za-z0-9+#._-]{1,40}")
_anchor = matching(r"h-[a-z0-9]{1,80}(?:-[a-z0-9]{1,80}){0,60}")
_footnote = matching(r"fn(?:ref)?-[a-z0-9]+(?:-[0-9]+){0,2}")
_cell = MappingProxyType(
    {"align": matching("left|center|right"), "colspan": _size, "rowspan": _size, "scope": matching("col|row")}
)

READERS = Policy(
    name="readers",
    elements=elements("a abbr b blockquote br cite code del em i li ol p pre q s strong ul"),
    attributes=MappingProxyType(
        {
            "a": {"href": absolute_address},
            "abbr": {"title": any_text},
            "code": {"class": _language},
            "ol": {"start": _number},
        }
    ),
    link_rel="nofollow ugc noopener",
    depth=40,
)

AUTHORS = Policy(
    name="authors",
    elements=READERS.elements
    | elements("h2 h3 h4 h5 h6 hr div span section details summary figure figcaption img picture source")
    | elements("dl dt dd table caption thead tbody tfoot tr th td")
    | elements("dfn ins kbd mark samp small sub sup time u var"),
    attributes=MappingProxyType(
        {
            "a": {"href": link_address, "title": any_text, "id": _footnote},
            "abbr": {"title": any_text},
            "code": {"class": _language},
            "div": {"class": matching("gallery(?: wide)?")},
            "figure": {"class": matching("float-start|float-end|wide")},
            "h2": {"id": _anchor},
            "h3": {"id": _anchor},
            "h4": {"id": _anchor},
            "h5": {"id": _anchor},
            "h6": {"id": _anchor},
            "img": {
                "src": image_address,
                "alt": any_text,
                "title": any_text,
                "width": _size,
                "height": _size,
                "loading": matching("lazy|eager"),
                "decoding": matching("async"),
            },
            "li": {"id": _footnote},
            "ol": {"start": _number},
            "source": {
                "type": matching("image/(?:avif|webp)"),
                "media": matching(MEDIA),
                "srcset": matching(SRCSET),
                "sizes": matching(SIZES),
            },
            "section": {"class": matching("footnotes")},
            "span": {"class": matching("|".join(CLASSES))},
            "td": _cell,
            "th": _cell,
            "time": {"datetime": matching(r"[0-9TZ:+. -]{1,40}")},
        }
    ),
    link_rel="",
    depth=60,
)
