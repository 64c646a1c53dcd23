"""What the tests of attacks share: a reply sent through the form, every page that shows it, and a judge of those pages.

The judge reads with the standard library's parser, which the sanitizer does not use, and knows our pages only by one
thing: what a visitor wrote stands in an element of the class `comment-text`.
"""

import io
import logging
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy import select

from blog.clock import utcnow
from blog.comments.lifecycle import Action
from blog.comments.models import Comment
from blog.database import db, transaction
from blog.moderation.decisions import decide
from blog.record.acts import COMMAND_LINE
from tests.visitor import Visitor, find_form


def names(words: str) -> set[str]:
    return set(words.split())


PAGE = "/2026/04/anatomy-spotlight-psoas/"
VOID = names("area base br col embed hr img input link meta source track wbr")
OF_READERS = names("a abbr b blockquote br cite code del em i li ol p pre q s strong ul")
ATTRIBUTES_OF_READERS = {("a", "href"), ("a", "rel"), ("abbr", "title"), ("code", "class"), ("ol", "start")}
NEVER = names("applet audio base embed frame frameset iframe math noscript object style template video xmp")
LINKS = {"href", "src", "action", "formaction", "xlink:href", "poster", "background", "data"}
_BROWSERS_DROP = re.compile("[\t\n\r]")


@dataclass
class Element:
    tag: str
    attributes: list[tuple[str, str]]
    is_of_a_visitor: bool


@dataclass
class Page(HTMLParser):
    """A page as a parser reads it: its elements, and the text of each thing that a visitor wrote."""

    html: str
    elements: list[Element] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.depth = 0  # of open elements within the text of a visitor
        self.feed(self.html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = [(name, value or "") for name, value in attrs]
        self.elements.append(Element(tag, attributes, self.depth > 0))
        if self.depth:
            self.depth += tag not in VOID
        elif "comment-text" in dict(attributes).get("class", "").split():
            self.depth = 1
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        if self.depth and tag not in VOID:
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.texts[-1] += data

    def handle_comment(self, data: str) -> None:
        self.remarks.append(data)

    @property
    def dangers(self) -> list[str]:
        """Everything on the page that could run, load, send or change something that is not ours."""
        found = [f"comment {remark!r}" for remark in self.remarks]
        for element in self.elements:
            found += _dangers_of(element)
        return found

    @property
    def skeleton(self) -> list[str]:
        """The elements of our own, without what differs from reply to reply."""
        return [element.tag for element in self.elements if not element.is_of_a_visitor]

    @property
    def links(self) -> list[str]:
        return [value for element in self.elements for name, value in element.attributes if name in LINKS]


def _is_script_of_ours(element: Element) -> bool:
    """A file of ours, or data about the page, which no browser runs."""
    is_data = [*element.attributes] == [("type", "application/ld+json")] and not element.is_of_a_visitor
    return is_data or dict(element.attributes).get("src", "").startswith("/static/")


def _dangers_of(element: Element) -> list[str]:
    tag, names = element.tag, [name for name, _ in element.attributes]
    found = [f"<{tag} {name}>" for name in names if name.startswith("on") or name in ("style", "srcdoc", "srcset")]
    found += [f"<{tag} {name}={value!r}>" for name, value in element.attributes if name in LINKS and leads_away(value)]
    if tag in NEVER or (tag == "script" and not _is_script_of_ours(element)):
        found.append(f"<{tag}>")
    if tag == "meta" and "http-equiv" in names:
        found.append("<meta http-equiv>")
    if element.is_of_a_visitor:
        found += [f"<{tag}> of a visitor"] * (tag not in OF_READERS)
        found += [f"<{tag} {name}> of a visitor" for name in names if (tag, name) not in ATTRIBUTES_OF_READERS]
        if tag == "a" and dict(element.attributes).get("rel") != "nofollow ugc noopener":
            found.append("a link that vouches")
    return found


def leads_away(address: str) -> bool:
    """Whether a browser would take this for something else than http, https, mailto or an address on this site."""
    address = _BROWSERS_DROP.sub("", address.strip("".join(map(chr, range(33)))))
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", address, re.IGNORECASE)
    return bool(scheme) and scheme[1].lower() not in ("http", "https", "mailto")  # type: ignore[index]


def stays_here(location: str) -> bool:
    """Whether a browser on our site that is sent to this address stays there."""
    location = _BROWSERS_DROP.sub("", location.strip("".join(map(chr, range(33))))).replace("\\", "/")
    parts = urlsplit(location)
    return not parts.scheme and not parts.netloc and not location.startswith("//")


def shown_everywhere(app: Flask, *texts: str, **typed: str) -> dict[str, str]:
    """Send each text as a reply, and fetch every page that shows it: held, in the queue, and approved."""
    reader, moderator = Visitor(app), Visitor(app).sign_in("mo")
    pages: dict[str, str] = {}
    for number, text in enumerate(texts):
        words = {"author": f"Rhea {number}", "email": "rhea@example.net", **typed, "comment": text}
        response = reader.submit(PAGE, "commentform", None, **words)
        assert response.status_code == 303, (response.status_code, text[:200])
        pages[f"preview {number}"] = reader.get(response.location).text
        again = reader.submit(PAGE, "commentform", None, **words)
        assert again.status_code == 409
        pages[f"refused {number}"] = again.text
    pages["queue"] = _every_page(moderator, "/moderation/")
    for comment in approve_everything(app):
        pages[f"comment {comment}"] = moderator.get(f"/moderation/comments/{comment}").text
    pages["answering"] = reader.get(f"{PAGE}?replytocom=1").text
    pages["post"] = reader.get(PAGE).text
    pages["feed"] = reader.get("/feed/").text
    return pages


def approve_everything(app: Flask) -> list[int]:
    with app.app_context(), transaction():
        comments = list(db.session.scalars(select(Comment).where(Comment.status == "pending").order_by(Comment.id)))
        for comment in comments:
            decide(comment, Action.APPROVE, COMMAND_LINE, utcnow(), comment.version)
        return [comment.id for comment in comments]


def dangers(pages: dict[str, str]) -> list[str]:
    """What is wrong on any of these pages, and where."""
    judged = {name: Page(html) for name, html in pages.items() if name != "feed"}
    assert judged
    return [f"{name}: {danger}" for name, page in judged.items() for danger in page.dangers]


def filled_in(visitor: Visitor, page: str = PAGE, **typed: str) -> dict[str, str]:
    """The fields of the reply form, to be sent in ways that no browser would."""
    usual = {"author": "Rhea Reader", "email": "rhea@example.net", "comment": "Thank you for this."}
    return {**find_form(visitor.get(page).text, "commentform").fields, **usual, **typed}


def listen_to_log() -> io.StringIO:
    """What the application logs from now on, formatted as for people."""
    words = io.StringIO()
    handler = logging.getLogger("rejoinder").handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(words)
    return words


def comments_of(app: Flask) -> list[Comment]:
    with app.app_context():
        return list(db.session.scalars(select(Comment).order_by(Comment.id)))


def _every_page(visitor: Visitor, address: str) -> str:
    html = visitor.get(address).text
    following = re.search(r'rel="next" href="([^"]+)"', html)
    return html + (_every_page(visitor, following[1].replace("&amp;", "&")) if following else "")
