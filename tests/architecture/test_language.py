"""Every word that people read goes through gettext.

A language is made up in which each message stands in brackets and in Cyrillic letters, and all content is in Greek:
what is left in Latin letters is a word that nobody could translate, were it only a status in the midst of a sentence.
What is content all the same (times, code, what a visitor wrote) is named below.
"""

import re
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from string import ascii_letters
from urllib.parse import quote

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from blog.accounts.sign_in import make_sign_in_link
from blog.app import create_app
from blog.clock import utcnow
from blog.comments.lifecycle import Action
from blog.comments.models import Comment
from blog.database import db, transaction
from blog.feeds import views as feed_views
from blog.jobs.models import Job
from blog.library import receiving
from blog.moderation.models import DeclineReason
from blog.notifications.act_links import links_for
from blog.notifications.mails import digest_mail, reply_held_mail
from blog.posts.models import Post
from blog.record.acts import COMMAND_LINE
from blog.search.rebuilding import rebuild
from blog.text.language import LANGUAGES
from blog.web import forms
from blog.web.engine import engine
from config import Settings
from tests.conftest import make_settings
from tests.factories import (
    PEOPLE,
    Cast,
    a_picture,
    approved,
    make_cast,
    make_comment,
    make_picture,
    make_post,
    open_session,
)
from tests.visitor import Visitor, find_form

ROOT = Path(__file__).parents[2]
KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None, "lazy_gettext": None, "N_": None}

TEXT = "Κάθισε όρθια <script>alert(1)</script> και μέτρα. [x](javascript:x)"
CONTENT = [name for name, _ in PEOPLE.values()] + [
    "https://",  # what an empty field for an address shows
    "example.net",
    "UTC",
    "script",  # what the sanitizer took away
    "rhea@example.net",
    *(Locale("eo").languages[code] for code in LANGUAGES if code in Locale("eo").languages),  # as Babel names them
]
# A date, what a script fills in, the number of a request.
VALUES = re.compile(r"\b\d{1,2} [A-Z][a-z]+ \d{4}\b|\{\w+\}|\b[0-9a-f]{16}\b")
SHOWN_AS_IT_IS = {"time", "code", "kbd", "pre", "script", "style", "textarea"}
CLASSES_OF_CONTENT = {
    "comment-text",
    "line-text",
    "excerpt",
    "footer-text",
    "proper-names",
    "prose",
    "value",
    "block",
    "difference-title",
}
ATTRIBUTES = {"aria-label", "title", "placeholder", "alt", "aria-description", "data-left", "data-over", "data-moved"}
CYRILLIC = str.maketrans(ascii_letters, "".join(chr(0x430 + number % 32) for number in range(52)))
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


# The language


@pytest.fixture(scope="session")
def translations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the made-up language under the name of Esperanto."""
    catalogue = extract()
    folder = tmp_path_factory.mktemp("translations")
    target = folder / "eo" / "LC_MESSAGES" / "messages.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        write_mo(file, catalogue)
    return folder


def extract() -> Catalog:
    """All messages, each in the made-up language."""
    catalogue = Catalog(locale="eo")
    with (ROOT / "babel.cfg").open() as file:
        method_map, options_map = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    for _, _, message, _, context in extract_from_dir(ROOT, method_map, options_map, KEYWORDS):
        catalogue.add(message, made_up(message), context=context)
    return catalogue


def made_up(message: str | tuple[str, ...]) -> str | tuple[str, ...]:
    if isinstance(message, tuple):
        return tuple(_in_cyrillic(each) for each in message)
    return _in_cyrillic(message)


def _in_cyrillic(message: str) -> str:
    pieces = re.split(r"(%\(\w+\)[sd]|%%)", message)
    return "⟦" + "".join(piece if piece.startswith("%") else piece.translate(CYRILLIC) for piece in pieces) + "⟧"


def test_messages_are_found_in_code_and_in_templates() -> None:
    catalogue = extract()

    for message in ("Post Comment", "Reply", "You may not do this.", "pending", "Leave a Reply", "Delete for good"):
        assert message in catalogue, message
    assert catalogue["%(num)d reply"].id == ("%(num)d reply", "%(num)d replies")
    assert len(catalogue) > 200


# The words that are left


class Words(HTMLParser):
    """The words of a page that are neither translated nor content."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, bool]] = []
        self.left: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        is_content = tag in SHOWN_AS_IT_IS or bool(CLASSES_OF_CONTENT & set(attributes.get("class", "").split()))
        if tag not in VOID:
            self.open.append((tag, is_content or self.is_content))
        if is_content or self.is_content:
            return
        shown = [value for name, value in attributes.items() if name in ATTRIBUTES]
        if tag == "button" or attributes.get("type") in ("submit", "button", "reset"):
            shown += [attributes.get("value", "")] if tag == "input" else []
        for value in shown:
            self._check(value, f"{tag}: ")

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self.is_content:
            self._check(data, "")

    @property
    def is_content(self) -> bool:
        return bool(self.open) and self.open[-1][1]

    def _check(self, text: str, where: str) -> None:
        if words := untranslated(text):
            self.left.append(where + words)


def untranslated(text: str) -> str:
    """The text, if there is a Latin letter in it that is not content."""
    rest = re.sub(VALUES, " ", text)
    for known in sorted(CONTENT, key=len, reverse=True):
        rest = rest.replace(known, " ")
    return " ".join(text.split()) if re.search(r"[A-Za-z]", rest) else ""


def test_a_word_that_nobody_could_translate_is_found() -> None:
    assert Words("<p>Hello <b>⟦там⟧</b></p>").left == ["Hello"]
    assert Words("<p>⟦А так draft⟧</p>").left == ["⟦А так draft⟧"]
    assert Words('<input type="submit" value="Send"><a aria-label="Go">⟦го⟧</a>').left == ["input: Send", "a: Go"]
    assert Words("<p>⟦а ⟦б⟧ в⟧ Ρέα 12:30</p><p><time>6 majo 2026</time><br>.</p>").left == []


# The pages


class Site:
    def __init__(self, app: Flask, cast: Cast) -> None:
        self.app = app
        self.cast = cast

    def visitor(self, name: str = "") -> Visitor:
        visitor = Visitor(self.app)
        if name:
            with self.app.app_context():
                visitor.client.set_cookie("rejoinder", open_session(self.cast, name))
        return visitor


@pytest.fixture(scope="session")
def greek(tmp_path_factory: pytest.TempPathFactory, migrated_database: Path) -> tuple[Path, Cast]:
    """A database in Greek, copied for each test: three posts, replies in every status."""
    folder = tmp_path_factory.mktemp("greek")
    shutil.copy(migrated_database, folder / "rejoinder.db")
    app = create_app(make_settings(folder))
    with app.app_context():
        cast = make_cast()
        fill(cast)
        db.session.remove()
        db.engine.dispose()
    return folder / "rejoinder.db", cast


def fill(cast: Cast) -> None:
    with transaction():
        for reason in db.session.scalars(select(DeclineReason)):
            reason.title, reason.text = f"Λόγος {reason.id}", "Δεν ταιριάζει εδώ."
    post = make_post(cast, "Ψοΐτης", "Αρχίζει δίπλα.\n\n<script>x</script>", slug="psoas", tags=("Ισχίο",))
    make_post(cast, "Κλειστό", "Τέλος.", slug="closed", comments_open=False)
    make_post(cast, "Πρόχειρο", "Ακόμα.", slug="draft", published_at=None)
    first = approved(post, "Σωστά.", name="Ρέα", url="https://example.net")
    approved(post, "Κι εγώ.", name="Σολ", parent=first)
    make_comment(post, TEXT, name="Άννα", parent=first, trap="ξ", seconds_taken=1.0, shows_address=True)
    ways = [(Action.SPAM,), (Action.TRASH,), (Action.APPROVE, Action.HOLD), (Action.TRASH, Action.DELETE)]
    for number, then in enumerate(ways):
        make_comment(post, f"Κάτι {number}.", name="Νίκος", then=then)
    for number in range(26):
        make_comment(post, f"Αναμονή {number}.", name="Ηρώ")


@pytest.fixture
def site(start: Callable[..., Flask], settings: Settings, greek: tuple[Path, Cast], translations: Path) -> Site:
    """That blog, whose own words are in the made-up language."""
    database, cast = greek
    shutil.copy(database, settings.data_dir / "rejoinder.db")
    return Site(start(translations, language="eo", site_title="Κίνηση"), cast)


def check(response: TestResponse, status: int = 200) -> None:
    assert response.status_code == status
    assert "⟦" in response.text
    left = Words(response.text).left
    assert left == [], left


PAGE = "/2026/04/psoas/"


@pytest.mark.parametrize("address", ["/", PAGE, f"{PAGE}?replytocom=1", "/2026/04/closed/", "/login", "/search/"])
def test_public_pages(site: Site, address: str) -> None:
    check(site.visitor().get(address))


def test_home_with_more_pages_than_one_and_with_none(site: Site) -> None:
    with site.app.app_context():
        for number in range(10):
            make_post(site.cast, f"Νέο {number}", "Νέο.", slug=f"new-{number}")
    check(site.visitor().get("/"))
    check(site.visitor().get("/page/2/"))
    with site.app.app_context(), transaction():
        for post in db.session.query(Post):
            post.published_at = utcnow().replace(year=2999)
    check(site.visitor().get("/"))


@pytest.mark.parametrize(
    "text", ["Κάθισε", "Κάτι -Κάθισε", "Ρέα", "-Σωστά", "Λείπει", '"Λείπει τώρα"', "!", "Σωστά " * 99]
)
def test_the_search(site: Site, text: str) -> None:
    with site.app.app_context():
        list(rebuild(utcnow()))

    check(site.visitor().get(f"/search/?q={quote(text)}"))


REFUSALS = {
    "nothing typed": ({"author": "", "email": "", "comment": ""}, 422),
    "all wrong": ({"author": "α" * 246, "email": "x", "comment": "α" * 65_526, "url": "x:y"}, 422),
    "an address": ({"author": "rhea@example.net", "comment": "rhea@example.net"}, 422),
    "no such parent": ({"parent": "77"}, 422),
    "no stamp": ({"stamp": ""}, 403),
    "twice": ({"author": "Ηρώ", "comment": "Αναμονή 1."}, 409),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_refused_replies(site: Site, case: str) -> None:
    typed, status = REFUSALS[case]
    usual = {"author": "Ρέα", "comment": "Μια λέξη."}

    check(site.visitor().reply(PAGE, **{**usual, **typed}), status)


def test_replies_that_are_refused_by_their_time(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = site.visitor()
    form = find_form(visitor.get(PAGE).text, "commentform").fields
    typed = {**form, "author": "Ρέα", "email": "rhea@example.net", "comment": "Λέξη."}
    later = forms.this_hour() + 49
    monkeypatch.setattr(forms, "this_hour", lambda: later)
    check(visitor.post(PAGE, typed), 422)
    check(visitor.post("/login", {"email": "x", "password": "y", "stamp": "x"}), 403)


def test_a_reply_that_awaits_moderation(site: Site) -> None:
    visitor = site.visitor()

    check(visitor.get(visitor.reply(PAGE, author="Ρέα", comment="Μια λέξη.").location))


def test_words_that_came_too_late(site: Site) -> None:
    visitor = site.visitor()
    form = find_form(visitor.get(PAGE).text, "commentform").fields
    with site.app.app_context(), transaction():
        db.session.get_one(Post, 1).comments_open = False

    check(visitor.post(PAGE, {**form, "author": "Ρέα", "email": "rhea@example.net", "comment": "Λέξη."}), 403)


def test_signing_in(site: Site) -> None:
    check(site.visitor().submit("/login", "sign-in", email="x@example.net", password="y"), 422)
    with site.app.app_context(), transaction():
        token = make_sign_in_link(site.cast.user("mo"), COMMAND_LINE, utcnow())
    check(site.visitor().get(f"/login/link/{token}"))
    check(site.visitor().get("/login/link/x"), 404)


def test_the_account(site: Site) -> None:
    site.visitor("mo")
    mo = site.visitor("mo")
    for address in ("/account/", "/account/?done=profile", "/account/?done=password", "/account/?done=mails", PAGE):
        check(mo.get(address))
    check(mo.submit("/account/", "/account/profile", name=""), 422)
    check(mo.submit("/account/", "/account/mails", mails="x"), 422)
    check(mo.submit("/account/", "/account/profile", name="α" * 246), 422)
    check(mo.submit("/account/", "/account/password", present_password="x", new_password="y"), 422)


@pytest.mark.parametrize(
    "query", ["", "?status=approved", "?status=spam", "?status=trash", "?q=%CE%B1", "?q=x", "?post=77"]
)
@pytest.mark.parametrize("name", ["mo", "berta"])
def test_the_queue(site: Site, name: str, query: str) -> None:
    check(site.visitor(name).get(f"/moderation/?{query}"))


@pytest.mark.parametrize("comment_id", range(1, 8))
def test_the_page_of_a_comment(site: Site, comment_id: int) -> None:
    check(site.visitor("mo").get(f"/moderation/comments/{comment_id}"))


PAGES_OF_MODERATION = (
    "/moderation/?view=list",
    "/moderation/?view=one",
    "/moderation/?finding=filled_trap&score=none&age=older-1h&language=el",
    "/moderation/filters/",
    "/moderation/answers/",
    "/moderation/numbers/",
    "/moderation/screening/",
    "/moderation/score/",
    "/moderation/rules/",
    "/moderation/rules/?q=x",
    "/moderation/bans/",
    "/moderation/pause",
    "/moderation/reasons/",
    "/moderation/record/",
    "/moderation/record/?subject=all",
    "/moderation/record/?act=comments.decided&to=2000-01-01",
    "/moderation/comments/1/edit",
    "/moderation/comments/1/answer",
    "/moderation/comments/1/panel",
    "/moderation/comments/3/edit",
    "/moderation/comments/3/answer",
    "/moderation/writers/1",
    "/moderation/writers/1?status=spam",
)


@pytest.mark.parametrize("address", PAGES_OF_MODERATION)
def test_the_pages_of_moderation(site: Site, address: str) -> None:
    check(site.visitor("ada").get(address))


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("comment_id", [1, 3, 4, 5])
def test_decisions_and_their_notices(site: Site, comment_id: int, action: Action) -> None:
    mo = site.visitor("mo")
    page = f"/moderation/comments/{comment_id}"

    done = mo.submit(page, f"{comment_id}/decisions", action=action.value, sure="yes")

    if done.status_code == 409:
        check(done, 409)
        return
    check(mo.get(done.location))
    check(mo.get(page))
    undone = mo.submit(done.location, "/undo") if action is not Action.DELETE else None
    if undone:
        check(mo.get(undone.location))
        check(mo.get(page))


def test_decisions_that_are_refused(site: Site) -> None:
    mo = site.visitor("mo")
    page = "/moderation/comments/3"
    for typed in ({"action": "dance"}, {"action": "approve", "version": "x"}, {"action": "spam", "reason": "α" * 501}):
        check(mo.submit(page, "3/decisions", **typed), 422)
    check(mo.submit(page, "3/decisions", action="approve", version="7"), 409)
    check(mo.submit(page, "3/decisions", action="hold"), 409)
    check(mo.submit("/moderation/comments/4", "4/decisions", action="delete"))
    check(mo.submit(page, "3/address"))
    token = find_form(mo.get(page).text, "3/decisions").fields["token"]
    check(mo.post("/moderation/comments/7/decisions", {"token": token, "action": "approve", "version": "3"}), 409)


BULK: dict[str, tuple[dict[str, str | list[str]], int]] = {
    "none": ({"action": "approve"}, 422),
    "malformed": ({"action": "approve", "selected": "x"}, 422),
    "too many": ({"action": "approve", "selected": [f"{number}:1" for number in range(501)]}, 422),
    "no action": ({"action": "dance", "selected": "3:1"}, 422),
    "to be asked about": ({"action": "delete", "selected": ["4:2", "5:2"]}, 200),
    "mixed": ({"action": "approve", "selected": ["1:2", "3:1", "4:1", "5:2", "77:1"]}, 303),
    "spam": ({"action": "spam", "selected": ["3:1"]}, 303),
}


@pytest.mark.parametrize("case", BULK)
def test_bulk_runs(site: Site, case: str) -> None:
    typed, status = BULK[case]
    mo = site.visitor("mo")
    token = find_form(mo.get("/moderation/").text, "bulk").fields["token"]

    response = mo.post("/moderation/decisions", {"token": token, **typed})

    assert response.status_code == status
    check(mo.get(response.location) if status == 303 else response, 200 if status == 303 else status)
    if status == 303:
        check(mo.get(mo.submit(response.location, "/undo").location))


def test_the_desk(site: Site) -> None:
    arthur = site.visitor("arthur")
    for query in ("", "?status=draft", "?status=published", "?status=trash"):
        check(arthur.get(f"/desk/{query}"))
    check(site.visitor("berta").get("/desk/"))
    for post_id in (1, 2, 3):
        check(arthur.get(f"/desk/posts/{post_id}/edit"))
        check(arthur.get(f"/desk/posts/{post_id}/preview"))
    check(arthur.get("/desk/posts/new"))


def test_the_library(site: Site) -> None:
    with site.app.app_context():
        picture = make_picture(site.cast, name="ισχίο")
        head = db.session.get_one(Post, 1).head.title
        make_post(site.cast, f"{head} δύο", f"![α]({picture.address})", slug="two")
        make_post(site.cast, "Της Μπέρτας", f"![α]({picture.address})", "berta", None, slug="hers")
    arthur = site.visitor("arthur")
    for address in ("", "?q=x", "?done=deleted", "1", "1?done=saved", "1?done=uploaded", "1?done=known", "1/deletion"):
        check(arthur.get(f"/desk/media/{address}"))
    check(site.visitor("berta").get("/desk/media/"))
    check(arthur.submit("/desk/media/1", "description", alt="α" * 501, focus_x="x"), 422)


FILES: dict[str, tuple[list[bytes], int]] = {
    "none": ([], 422),
    "too many": ([b"x"] * 21, 422),
    "several": ([b"x", b"", a_picture(), a_picture(colour="red"), b"\0\0\0\x18ftypheic"], 422),
    "broken": ([a_picture((400, 400), kind="JPEG")[:700]], 422),
    "too large": ([bytes(2000)], 422),
}


@pytest.mark.parametrize("case", FILES)
def test_uploads(site: Site, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    contents, status = FILES[case]
    monkeypatch.setattr(receiving, "MOST_BYTES", 1500)
    with site.app.app_context():
        make_picture(site.cast, name="ισχίο")
    berta = site.visitor("berta")
    token = find_form(berta.get("/desk/media/").text, "upload").fields["token"]
    data = {"token": token, "files": [(BytesIO(content), "ώμος") for content in contents]}

    check(berta.post("/desk/media/", data), status)


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"title": "", "body": ""}, 422),
        ({"title": "α" * 301, "body": "a" * 300_001, "slug": "a" * 81, "publish_at": "x"}, 422),
        ({"slug": "desk"}, 422),
        ({"slug": "!"}, 422),
        ({"slug": "closed"}, 422),
        ({"action": "dance"}, 422),
        ({"comments": "perhaps"}, 422),
        ({"action": "schedule"}, 422),
        ({"action": "publish", "publish_at": "2999-01-01T00:00"}, 422),
        ({"seen": "7"}, 409),
        ({"action": "restore"}, 409),
    ],
)
def test_posts_that_are_refused(site: Site, typed: dict[str, str], status: int) -> None:
    check(site.visitor("arthur").submit("/desk/posts/1/edit", "post-form", **{"action": "save", **typed}), status)


def test_unsaved_texts(site: Site) -> None:
    arthur, ada = site.visitor("arthur"), site.visitor("ada")
    fields = find_form(arthur.get("/desk/posts/1/edit").text, "post-form").fields
    typed = {**fields, "post": "1", "body": "Νέο κείμενο.", "note": "Μόνο για μας."}
    kept = arthur.post("/desk/working-copies", typed)
    for answer in (kept, arthur.post("/desk/working-copies", typed)):
        assert untranslated(answer.get_json()["message"]) == ""
    for number in range(2):
        ada.post(
            "/desk/working-copies",
            {
                **find_form(ada.get("/desk/posts/new?copy=none").text, "post-form").fields,
                "title": "" if number else "Ένα",
                "body": "Δύο.",
            },
        )
    check(ada.get("/desk/posts/new"))
    check(ada.get("/desk/posts/new?copy=none"))
    ada.submit("/desk/posts/1/edit", "post-form", body="Άλλο κείμενο.", note="Άλλη.", action="save")
    check(arthur.get("/desk/posts/1/edit"))
    check(arthur.submit("/desk/posts/1/edit", "post-form", action="save"), 409)
    check(arthur.get(arthur.submit("/desk/posts/1/edit", "/discard").location))
    check(arthur.submit("/desk/posts/1/edit", "post-form", note="Τρίτη.", seen_note="x", action="save"), 409)


def test_revisions_and_shared_previews(site: Site) -> None:
    arthur = site.visitor("arthur")
    form = {"body": "Νέο κείμενο.", "title": "Νέος", "tags": "Νέο", "excerpt": "Ένα.", "slug": "new"}
    arthur.submit("/desk/posts/1/edit", "post-form", **form, action="save")
    for number in range(26):
        arthur.submit("/desk/posts/1/edit", "post-form", body=f"{number}.", action="save")
    check(arthur.get("/desk/posts/1/edit"))
    for query in ("", "?after=3", "/1", "/2", "/3", "/2?against=1", "/1?against=2"):
        check(arthur.get(f"/desk/posts/1/revisions{query}"))
    for _ in range(2):
        check(arthur.get(arthur.submit("/desk/posts/1/revisions/1", "/restore").location))
    links = "/desk/posts/1/preview-links"
    check(arthur.get(links))
    made = arthur.submit(links, "preview-link-form", days="7")
    check(made, 201)
    check(site.visitor().get(f"/preview/{made.text.partition('/preview/')[2].partition('/')[0]}/"))
    check(arthur.submit(links, "preview-link-form", days="8"), 422)
    check(arthur.get(arthur.submit(links, "/withdraw").location))


@pytest.mark.parametrize("action", ["save", "publish", "unpublish", "trash"])
def test_notices_of_the_desk(site: Site, action: str) -> None:
    arthur = site.visitor("arthur")
    done = arthur.submit("/desk/posts/1/edit", "post-form", body="Νέο.", action=action)
    check(arthur.get(done.location))
    if action == "trash":
        check(arthur.get(arthur.submit("/desk/posts/1/edit", "post-form", action="restore").location))
        check(arthur.submit("/desk/posts/1/edit", "post-form", action="schedule", publish_at="2999-01-01T00:00"), 422)


def test_a_scheduled_post(site: Site) -> None:
    arthur = site.visitor("arthur")
    typed = {"publish_at": "2999-01-01T00:00", "action": "schedule"}

    check(arthur.get(arthur.submit("/desk/posts/3/edit", "post-form", **typed).location))
    check(arthur.get("/desk/"))


def test_the_settings(site: Site) -> None:
    ada = site.visitor("ada")
    page = "/settings/"
    form = {"language": "eo", "time_zone": "UTC"}
    check(ada.get(page))
    typed = {
        "tagline": "Αργά",
        "menu-1-label": "Εδώ",
        "menu-1-address": "/",
        "comments_open": "closed",
        "footer": "Εμείς",
    }
    done = ada.submit(page, "settings-form", **form, **typed)
    check(ada.get(done.location))
    check(ada.get(f"{page}?done=nothing"))
    for public in ("/", PAGE, "/nothing/"):
        check(site.visitor().get(public), 404 if public == "/nothing/" else 200)
    first = done.location.partition("done=")[2]
    token = {"token": find_form(ada.get(page).text, "settings-form").fields["token"]}
    check(ada.get(ada.post(f"/settings/changes/{first}/undo", token).location))
    check(ada.post(f"/settings/changes/{first}/undo", token), 409)
    check(ada.submit(page, "settings-form", **form, seen="0", title="Άλλο"), 409)


def test_settings_that_are_refused(site: Site) -> None:
    long = dict.fromkeys(("title", "tagline", "footer", "header_picture", "header_picture_alt"), "α" * 5001)
    wrong = dict.fromkeys(("language", "time_zone", "posts_per_page", "comments_open", "accent"), "α")
    rows = {"menu-1-label": "Εδώ", "menu-1-place": "α", "menu-2-address": "/"}
    check(site.visitor("ada").submit("/settings/", "settings-form", **long, **wrong, **rows), 422)
    check(site.visitor("ada").submit("/settings/", "settings-form", title=""), 422)


def test_errors(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = site.visitor()
    check(visitor.get("/nothing/"), 404)
    check(visitor.get("/logout"), 405)
    check(visitor.post("/login", {"email": "x" * 1024 * 1024}), 413)
    check(visitor.post("/login", {}, **{"Sec-Fetch-Site": "cross-site"}), 403)
    check(site.visitor("mo").get("/desk/"), 403)

    def fail() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(feed_views, "utcnow", fail)
    check(visitor.get("/feed/"), 500)


def test_too_many_replies(start: Callable[..., Flask], translations: Path, site: Site) -> None:
    visitor = Visitor(start(translations, language="eo", site_title="Κίνηση", rate_limits=True))
    for number in range(5):
        visitor.reply(PAGE, author="Ρέα", comment=f"Λέξη {number}.")
    check(visitor.reply(PAGE, author="Ρέα", comment="Λέξη."), 429)


def test_the_feed_is_described_in_the_language_of_the_site(site: Site) -> None:
    feed = site.visitor().get("/feed/").text

    assert f"{_in_cyrillic('New posts on ')[:-1]}Κίνηση⟧" in feed
    assert "<language>eo</language>" in feed
    assert 'lang="eo"' in site.visitor().get("/").text


def test_the_readers_own_language_changes_nothing(site: Site) -> None:
    one, other = (site.visitor().get(PAGE, **{"Accept-Language": language}) for language in ("de", "en"))

    assert one.data == other.data


def test_what_was_written_is_not_taken_for_a_message(site: Site) -> None:
    with site.app.app_context():
        assert db.session.get_one(Comment, 1).text == "Σωστά."
    assert "⟦Σωστά.⟧" not in site.visitor().get(PAGE).text


@pytest.mark.parametrize("name", ["arthur", "ada"])
def test_the_jobs(site: Site, name: str) -> None:
    visitor = site.visitor(name)
    for query in ("", "?show=failed"):
        check(visitor.get(f"/desk/jobs/{query}"))
    with site.app.app_context(), transaction():
        for job in db.session.scalars(select(Job)):
            job.asked_by_id, job.failed_at = site.cast["arthur"], utcnow()
    for query in ("", "?show=failed"):
        check(visitor.get(f"/desk/jobs/{query}"))


def test_the_mails_and_where_their_links_lead(site: Site) -> None:
    with site.app.app_context():
        mo, waiting = site.cast.user("mo"), [db.session.get_one(Comment, number) for number in (3, 6)]
        mails = [reply_held_mail(waiting[0], mo, "a", utcnow()), digest_mail(waiting, mo, "b", utcnow())]
        links = {
            action: link.token(engine().settings.secret_key)
            for action, link in links_for(waiting[0], mo, utcnow()).items()
        }
    for mail in mails:
        words = re.sub(r"https?://\S+", " ", mail.text)
        assert [line for line in words.splitlines() if untranslated(line) and not line.startswith("> ")] == []
        assert untranslated(mail.subject) == ""
        html = re.sub(r"<style>.*</style>|<blockquote.*?</blockquote>", "", mail.html, flags=re.DOTALL)
        assert Words(html).left == []
    reader = site.visitor()
    for token in links.values():
        check(reader.get(f"/moderation/links/{token}"))
    used = reader.submit(f"/moderation/links/{links[Action.APPROVE]}", "act-link")
    check(reader.get(used.location))
    check(reader.get(f"/moderation/links/{links[Action.SPAM]}"))
    check(reader.get("/moderation/links/x"), 404)
