"""The one door through which HTML becomes safe, and the list of what stayed outside.

Our own pass over html5lib's tokens decides and writes. What it wrote goes through bleach and nh3,
which must change nothing, and at last every address is looked at once more. Nothing changes the
HTML after this; anchors of headings are put in between.
"""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import unescape

from blog.text.elements import ADDRESSES
from blog.text.markup import Removal, RemovalRule, SafeHtml, removal
from blog.text.places import Place, Places, Sources
from blog.text.plain import storable
from blog.text.policy import NEEDED, SCHEMES, Policy
from blog.text.schemes import scheme_of
from blog.text.second_pass import by_bleach, by_nh3
from blog.text.tokens import Kind, Token, tokens, with_short_references
from blog.text.writer import Writer, attribute, escaped

_ADDRESS = re.compile(r' (?:href|src|srcset)="([^"]*)"')
_TAGS = re.compile("<[^>]*>")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True)
class Sanitized:
    html: SafeHtml
    removals: tuple[Removal, ...]


def sanitize(
    html: str, policy: Policy, finish: Callable[[str], str] | None = None, sources: Sources | None = None
) -> Sanitized:
    """HTML with nothing in it that the policy doesn't name. Cleaning it again changes nothing.

    `finish` may add to what our own pass wrote, before bleach and nh3 look at it: what the policy allows, and at most
    one element around another. `sources` tells where in a reader's text pieces of the HTML were typed.
    """
    clean = storable(html)
    first = _first_pass(clean, policy, policy.depth - bool(finish), sources if clean == html else None)
    if finish:
        first = Sanitized(SafeHtml(finish(first.html)), first.removals)
    second = _second_pass(first.html, policy)
    if second == first.html:
        return first
    return _after_difference(first, second, policy)


def plain_html(text: str) -> SafeHtml:
    """Plain text, whole, as paragraphs and line breaks."""
    paragraphs = _PARAGRAPHS.split(storable(text).strip("\n"))
    return SafeHtml("\n".join(f"<p>{_broken(paragraph)}</p>" for paragraph in paragraphs if paragraph.strip()))


def _broken(paragraph: str) -> str:
    return escaped(paragraph).replace("\n", "<br>\n")


def _after_difference(first: Sanitized, second: str, policy: Policy) -> Sanitized:
    """The second pass saw something that ours did not: its result, if all agree on it, else the text alone."""
    note = removal(RemovalRule.SECOND_PASS, policy.name, str(first.html))
    again = _first_pass(second, policy, policy.depth)
    if _second_pass(again.html, policy) == again.html:
        return Sanitized(again.html, (*first.removals, *again.removals, note))
    return Sanitized(plain_html(_text(first.html)), (*first.removals, note))


def _second_pass(html: str, policy: Policy) -> str:
    """What bleach, nh3 and a last look at the addresses leave of it."""
    left = by_nh3(by_bleach(html, policy), policy)
    addresses = (address for tag in _TAGS.findall(left) for address in _ADDRESS.findall(tag))
    return left if all(_is_address(unescape(address)) for address in addresses) else plain_html(_text(left))


def _is_address(value: str) -> bool:
    return scheme_of(value) in SCHEMES or (scheme_of(value) == "relative" and value.startswith(("/", "#")))


def _text(html: str) -> str:
    return unescape(_TAGS.sub("", str(html)))


def _first_pass(html: str, policy: Policy, depth: int, sources: Sources | None = None) -> Sanitized:
    cleaning = _Cleaning(policy, depth, sources if with_short_references(html) == html else None)
    for token in tokens(html):
        cleaning.take(token)
    return cleaning.finish()


class _Cleaning:
    """One pass over the tokens of one fragment."""

    def __init__(self, policy: Policy, depth: int, sources: Sources | None) -> None:
        self._policy = policy
        self._places = Places(sources)
        self._writer = Writer(depth)
        self._removals: list[Removal] = []
        self._open: dict[str, list[int | None]] = defaultdict(list)  # for each element: the number of its removal

    def take(self, token: Token) -> None:
        self._places.go_on(token)
        if token.kind is Kind.TEXT:
            self._writer.text(storable(token.text))
        elif token.kind is Kind.START:
            self._start(token)
        elif token.kind is Kind.END:
            if token.name in self._policy.elements:
                self._writer.end(token.name)
            self._end_of_removed(token.name)
        else:
            self._hidden(token)

    def finish(self) -> Sanitized:
        return Sanitized(SafeHtml(self._writer.finish()), tuple(self._removals))

    def _hidden(self, token: Token) -> None:
        if token.kind is Kind.WHOLE:
            self._remove(RemovalRule.ELEMENT_WITH_CONTENT, token.name, token.source, storable(token.text))
        elif token.kind is Kind.COMMENT:
            self._remove(RemovalRule.COMMENT, "comment", token.source)
        else:
            self._remove(RemovalRule.DECLARATION, token.name, token.source)

    def _start(self, token: Token) -> None:
        is_kept = False
        if token.name not in self._policy.elements:
            self._remove(RemovalRule.ELEMENT, token.name, token.source)
        else:
            is_kept = self._keep(token)
        self._open[token.name].append(None if is_kept else len(self._removals) - 1)

    def _end_of_removed(self, name: str) -> None:
        """The end tag of what was removed goes with it."""
        number = self._open[name].pop() if self._open[name] else None
        if number is not None and (place := self._places.of_token()):
            start = self._removals[number]
            self._removals[number] = replace(start, places=(*start.places, place))

    def _keep(self, token: Token) -> bool:
        """Whether the element stays."""
        kept, removed = self._attributes(token)
        self._removals += removed
        needed = NEEDED.get(token.name)
        if needed and needed not in kept:
            if not removed:
                self._remove(RemovalRule.ELEMENT, token.name, token.source)
            elif place := self._places.of_token():
                self._removals[-1] = replace(self._removals[-1], places=(place,))
            return False
        written = "".join(attribute(name, value) for name, value in kept.items())
        if not self._writer.start(token.name, written):
            self._remove(RemovalRule.MISPLACED, token.name, token.source)
            return False
        return True

    def _attributes(self, token: Token) -> tuple[dict[str, str], list[Removal]]:
        kept: dict[str, str] = {}
        removed: list[Removal] = []
        rel = self._policy.link_rel if token.name == "a" else ""
        for name, value in token.attributes:
            allowed = self._policy.value(token.name, name, storable(value))
            if allowed is not None:
                kept[name] = allowed
            elif not (rel and name == "rel" and value == rel):
                removed.append(_removed_attribute(name, value, self._places.of_attribute(token, name)))
        if rel and "href" in kept:
            kept["rel"] = rel
        return kept, removed

    def _remove(self, rule: RemovalRule, name: str, source: str, text: str = "") -> None:
        self._removals.append(removal(rule, name, source, text, self._places.of_token()))


def _removed_attribute(name: str, value: str, place: Place | None) -> Removal:
    source = attribute(name, value).strip()
    if name in ("src", "srcset"):
        return removal(RemovalRule.PICTURE, name, source, place=place)
    if name in ADDRESSES:
        return removal(RemovalRule.SCHEME, scheme_of(value), source, place=place)
    return removal(RemovalRule.ATTRIBUTE, name, source, place=place)
