"""Who may reach what: every route, for everybody, written out."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from blog.accounts.guards import anyone, refuse_unguarded
from blog.accounts.sign_in import make_sign_in_link
from blog.app import create_app
from blog.clock import utcnow
from blog.comments.lifecycle import Action
from blog.database import db, transaction
from blog.jobs.enqueue import enqueue
from blog.moderation.bans import Terms, ban_host
from blog.moderation.canned import create_canned_answer
from blog.moderation.decisions import decide_many
from blog.moderation.filters import Filters
from blog.moderation.notes import add_note
from blog.moderation.rule_shapes import RuleKind, RuleWhere
from blog.moderation.rules import NewRules, create_rules
from blog.moderation.saved_filters import save_filter
from blog.notifications.act_links import links_for
from blog.posts.bulk import BulkAction, change_many
from blog.posts.models import Series
from blog.posts.preview_links import make_preview_link
from blog.posts.term_changes import rename_term
from blog.posts.working_copies import Told, keep_text
from blog.record.acts import COMMAND_LINE
from blog.settings.changing import Change, change_settings
from blog.web.engine import engine
from config import Settings
from tests.conftest import make_settings
from tests.factories import (
    NOW,
    PASSWORD,
    Cast,
    a_picture,
    approved,
    email,
    make_cast,
    make_comment,
    make_picture,
    make_post,
    open_session,
)
from tests.visitor import Visitor, find_form

PEOPLE = ("anonymous", "mo", "arthur", "berta", "edith", "ada")
LINK = "link"  # stands for the token of a link that was just made

# Arthur wrote post 1 and uploaded picture 1. Comment 1 waits under the post; comment 2 was approved (decision 1).
# Comments 3 was marked as spam in a bulk run of Arthur's. `in` is 303 to the sign-in page.
#                                            nobody  moderator  author  other author  editor  admin
TABLE = {
    "GET /static/rejoinder.css":             "200    200        200     200           200     200",
    "GET /healthz":                          "200    200        200     200           200     200",
    "GET /readyz":                           "200    200        200     200           200     200",
    "GET /":                                 "200    200        200     200           200     200",
    "GET /page/1/":                          "301    301        301     301           301     301",
    "GET /2026/04/anatomy-spotlight-psoas/": "200    200        200     200           200     200",
    "POST /2026/04/anatomy-spotlight-psoas/": "303   303        303     303           303     303",
    "GET /archive/":                         "200    200        200     200           200     200",
    "GET /2026/":                            "200    200        200     200           200     200",
    "GET /2026/04/":                         "200    200        200     200           200     200",
    "GET /tag/hip/":                         "200    200        200     200           200     200",
    "GET /category/body/":                   "200    200        200     200           200     200",
    "GET /series/close-up/":                 "200    200        200     200           200     200",
    "GET /author/arthur-author/":            "200    200        200     200           200     200",
    "GET /comments/2/":                      "302    302        302     302           302     302",
    "GET /search/":                          "200    200        200     200           200     200",
    "GET /feed/":                            "200    200        200     200           200     200",
    "GET /feed/atom/":                       "200    200        200     200           200     200",
    "GET /comments/feed/json/":              "200    200        200     200           200     200",
    "GET /tag/hip/feed/":                    "200    200        200     200           200     200",
    "GET /author/arthur-author/feed/atom/":  "200    200        200     200           200     200",
    "GET /2026/04/anatomy-spotlight-psoas/feed/":"200    200        200     200           200     200",
    "GET /sitemap.xml":                      "200    200        200     200           200     200",
    "GET /sitemap-posts-1.xml":              "200    200        200     200           200     200",
    "GET /robots.txt":                       "200    200        200     200           200     200",
    "GET /category/none/feed/":              "404    404        404     404           404     404",
    "GET /login":                            "200    303        303     303           303     303",
    "POST /login":                           "303    303        303     303           303     303",
    "GET /login/link/link":                  "200    200        200     200           200     200",
    "POST /login/link/link":                 "303    303        303     303           303     303",
    "POST /logout":                          "in     303        303     303           303     303",
    "GET /account/":                         "in     200        200     200           200     200",
    "POST /account/profile":                 "in     303        303     303           303     303",
    "POST /account/sessions/1/end":          "in     303        303     303           303     303",
    "POST /account/sessions/end-others":     "in     303        303     303           303     303",
    "POST /account/keys":                    "in     303        303     303           303     303",
    "POST /account/password":                "in     303        303     303           303     303",
    "POST /account/mails":                   "in     303        303     303           303     303",
    "GET /moderation/links/{act}":           "200    200        200     200           200     200",
    "POST /moderation/links/{act}":          "303    303        303     303           303     303",
    "GET /desk/":                            "in     403        200     200           200     200",
    "GET /desk/posts/new":                   "in     403        200     200           200     200",
    "POST /desk/posts/new":                  "in     403        303     303           303     303",
    "GET /desk/posts/1/edit":                "in     403        200     404           200     200",
    "POST /desk/posts/1/edit":               "in     403        303     404           303     303",
    "GET /desk/posts/1/preview":             "in     403        200     404           200     200",
    "POST /desk/renderings":                 "in     403        200     200           200     200",
    "POST /desk/working-copies":             "in     403        200     404           200     200",
    "POST /desk/working-copies/{copy}/discard": "in  403        303     404           404     404",
    "GET /desk/media/":                      "in     403        200     200           200     200",
    "POST /desk/media/":                     "in     403        303     200           303     303",
    "GET /desk/media/1":                     "in     403        200     404           200     200",
    "POST /desk/media/1":                    "in     403        303     404           303     303",
    "GET /desk/media/1/deletion":            "in     403        200     404           200     200",
    "POST /desk/media/1/deletion":           "in     403        303     404           303     303",
    "GET /media/{picture}":                  "200    200        200     200           200     200",
    "GET /desk/jobs/":                       "in     200        200     200           200     200",
    "GET /desk/jobs/{job}":                  "in     404        200     404           404     200",
    "POST /desk/jobs/{job}/tries":           "in     404        303     404           404     303",
    "GET /desk/posts/1/revisions":           "in     403        200     404           200     200",
    "GET /desk/posts/1/revisions/1":         "in     403        200     404           200     200",
    "POST /desk/posts/1/revisions/1/restore": "in    403        303     404           303     303",
    "GET /desk/posts/1/preview-links":       "in     403        200     404           200     200",
    "POST /desk/posts/1/preview-links":      "in     403        201     404           201     201",
    "POST /desk/posts/1/preview-links/1/withdraw": "in 403      303     404           303     303",
    "GET /preview/{preview}/":               "200    200        200     200           200     200",
    "POST /desk/posts/1/pin":                "in     403        403     403           303     303",
    "POST /desk/posts/runs":                 "in     403        303     303           303     303",
    "POST /desk/posts/runs/{posts}/undo":    "in     403        303     404           404     404",
    "GET /desk/terms/":                      "in     403        403     403           200     200",
    "GET /desk/terms/tag/1":                 "in     403        403     403           200     200",
    "POST /desk/terms/tag/1":                "in     403        403     403           303     303",
    "POST /desk/terms/changes/{renaming}/undo": "in  403        403     403           303     404",
    "GET /moderation/":                      "in     200        200     200           200     200",
    "GET /moderation/comments/1":            "in     200        200     404           200     200",
    "GET /moderation/comments/1/panel":      "in     200        200     404           200     200",
    "GET /moderation/writers/1":             "in     200        200     404           200     200",
    "POST /moderation/comments/1/decisions": "in     303        303     404           303     303",
    "POST /moderation/news":                 "in     200        200     200           200     200",
    "POST /moderation/decisions":            "in     303        303     303           303     303",
    "POST /moderation/runs":                 "in     422        422     422           422     422",
    "GET /moderation/filters/":              "in     200        200     200           200     200",
    "POST /moderation/filters/":             "in     303        303     303           303     303",
    "POST /moderation/filters/{saved}":      "in     303        404     404           404     404",
    "POST /moderation/decisions/1/undo":     "in     303        303     404           303     303",
    "POST /moderation/runs/{run}/undo":      "in     404        303     404           404     404",
    "POST /moderation/comments/1/address":   "in     200        403     403           200     200",
    "GET /moderation/comments/1/edit":       "in     200        200     404           200     200",
    "POST /moderation/comments/1/edit":      "in     303        303     404           303     303",
    "GET /moderation/comments/1/answer":     "in     200        200     404           200     200",
    "POST /moderation/comments/1/answer":    "in     303        303     404           303     303",
    "POST /moderation/comments/1/notes":     "in     303        303     404           303     303",
    "POST /moderation/comments/1/notes/1/remove": "in 303       303     404           303     303",
    "GET /moderation/answers/":              "in     200        403     403           200     200",
    "POST /moderation/answers/":             "in     303        403     403           303     303",
    "GET /moderation/answers/1":             "in     200        403     403           200     200",
    "POST /moderation/answers/1":            "in     303        403     403           303     303",
    "GET /moderation/numbers/":              "in     200        403     403           200     200",
    "GET /moderation/screening/":            "in     200        200     200           200     200",
    "POST /moderation/screening/posts":      "in     303        303     404           303     303",
    "POST /moderation/writers/1/trust":      "in     303        403     403           303     303",
    "GET /moderation/score/":                "in     200        403     403           200     200",
    "POST /moderation/score/threshold":      "in     403        403     403           403     303",
    "GET /moderation/rules/":                "in     200        403     403           200     200",
    "POST /moderation/rules/":               "in     303        403     403           303     303",
    "POST /moderation/rules/{rule}/switch":  "in     303        403     403           303     303",
    "POST /moderation/rules/removals":       "in     303        403     403           303     303",
    "GET /moderation/rules/words.txt":       "in     200        403     403           200     200",
    "GET /moderation/bans/":                 "in     200        403     403           200     200",
    "POST /moderation/bans/":                "in     303        403     403           303     303",
    "POST /moderation/bans/{ban}/lift":      "in     303        403     403           303     303",
    "POST /moderation/writers/{writer}/spam": "in    303        303     303           303     303",
    "GET /moderation/pause":                 "in     200        403     403           200     200",
    "POST /moderation/pause/start":          "in     303        403     403           303     303",
    "POST /moderation/pause/end":            "in     303        403     403           303     303",
    "GET /moderation/reasons/":              "in     200        403     403           200     200",
    "POST /moderation/reasons/":             "in     303        403     403           303     303",
    "POST /moderation/reasons/1":            "in     303        403     403           303     303",
    "GET /moderation/record/":               "in     200        200     200           200     200",
    "POST /moderation/record/acts/{run}/undo": "in   303        303     404           303     303",
    "POST /moderation/record/undo-last":     "in     409        303     409           409     409",
    "POST /moderation/record/export":        "in     200        200     200           200     200",
    "GET /settings/":                        "in     403        403     403           403     200",
    "POST /settings/":                       "in     403        403     403           403     303",
    "POST /settings/changes/{change}/undo":  "in     403        403     403           403     303",
}  # fmt: skip

FIELDS = {
    "POST /2026/04/anatomy-spotlight-psoas/": {"author": "R", "email": "r@example.net", "comment": "A word."},
    "POST /login": {"email": email("mo"), "password": PASSWORD},
    "POST /account/profile": {"name": "Somebody Else"},
    "POST /account/password": {"present_password": PASSWORD, "new_password": "another long sentence"},
    "POST /account/mails": {"mails": "daily"},
    "POST /desk/posts/new": {"title": "New", "body": "New.", "comments": "open", "action": "save"},
    "POST /desk/posts/1/edit": {"title": "Old", "body": "Old.", "comments": "open", "action": "save", "seen": "1"},
    "POST /desk/posts/1/preview-links": {"days": "7"},
    "POST /desk/working-copies": {"post": "1", "title": "Old", "body": "Half", "seen": "1"},
    "POST /desk/working-copies/{copy}/discard": {"version": "1"},
    "POST /desk/media/1": {"alt": "A hip.", "focus_x": "50", "focus_y": "50"},
    "POST /settings/": {
        "title": "New",
        "language": "en",
        "time_zone": "UTC",
        "posts_per_page": "10",
        "comments_open": "open",
        "keep_spam_days": "15",
        "keep_trash_days": "30",
        "everything_waits": "off",
        "first_hours": "0",
        "first_replies": "1",
        "most_links": "2",
        "lying_links": "on",
        "repeats": "on",
        "quickest": "3",
        "most_from_network": "10",
        "accent": "clay",
        "seen": "{change}",
    },
    "POST /moderation/screening/posts": {"post": "1", "waits": "on"},
    "POST /moderation/writers/1/trust": {"trust": "trusted"},
    "POST /desk/posts/1/pin": {"action": "pin"},
    "POST /desk/posts/runs": {"action": "trash", "selected": "1"},
    "POST /desk/terms/tag/1": {"action": "save", "name": "Hips", "description": "All about it."},
    "POST /moderation/rules/": {"lines": "two", "kind": "held", "how": "words", "where": "all", "action": "save"},
    "POST /moderation/rules/{rule}/switch": {"switch": "off"},
    "POST /moderation/rules/removals": {"rule": "{rule}"},
    "POST /moderation/bans/": {"kind": "host", "value": "example.org"},
    "POST /moderation/reasons/": {"title": "New", "text": "A new one.", "position": "9"},
    "POST /moderation/reasons/1": {"title": "New", "text": "Another one.", "position": "1", "action": "save"},
    "POST /moderation/comments/1/decisions": {"action": "approve", "version": "1"},
    "POST /moderation/runs": {"action": "delete", "everything": "yes", "cut_off": "1-0-0"},
    "POST /moderation/filters/": {"name": "All"},
    "POST /moderation/filters/{saved}": {"name": "Other", "action": "rename"},
    "POST /moderation/decisions": {"action": "approve", "selected": "1:1"},
    "POST /moderation/comments/1/edit": {"author": "R", "comment": "Reworded.", "version": "1", "action": "save"},
    "POST /moderation/comments/1/answer": {"comment": "Thank you.", "version": "1"},
    "POST /moderation/comments/1/notes": {"text": "Careful."},
    "POST /moderation/answers/": {"title": "Thanks", "text": "Thank you.", "action": "save"},
    "POST /moderation/answers/1": {"title": "Thanks", "text": "Thank you!", "action": "save"},
}

READING = [route for route in TABLE if route.startswith("GET")]
CHANGES = [(route, person) for route in TABLE if route.startswith("POST") for person in PEOPLE]


@dataclass(frozen=True)
class Furnished:
    """The site of the table, made once: its folder, its people, and what is only known now that it is made."""

    folder: Path
    cast: Cast
    values: dict[str, str]


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory, migrated_database: Path) -> Furnished:
    folder = tmp_path_factory.mktemp("furnished")
    shutil.copy(migrated_database, folder / "rejoinder.db")
    app = create_app(make_settings(folder))
    with app.app_context():
        cast = make_cast()
        values = furnish(cast)
        db.session.remove()
        db.engine.dispose()
    return Furnished(folder, cast, values)


@pytest.fixture
def settings(tmp_path: Path, furnished: Furnished) -> Settings:
    """Those of a copy, for what one test changes."""
    shutil.copytree(furnished.folder, tmp_path, dirs_exist_ok=True)
    return make_settings(tmp_path)


@pytest.fixture
def cast(furnished: Furnished) -> Cast:
    return furnished.cast


@pytest.fixture
def values(furnished: Furnished) -> dict[str, str]:
    return furnished.values


def furnish(cast: Cast) -> dict[str, str]:
    post = make_post(cast, tags=("Hip",), category="Body", series="Spotlight")
    waiting = make_comment(post, "It waits.")
    approved(post, "It is public.", at=utcnow())
    third = make_comment(post, "It was spam.")
    with transaction():
        add_note(waiting, "Careful.", False, cast.user("ada").as_actor(), NOW)
        create_canned_answer("Thanks", "Thank you.", cast.user("ada").as_actor(), NOW)
    with transaction():
        run = decide_many({third.id: 1}, [third], Action.SPAM, cast.user("arthur").as_actor(), utcnow())
    with transaction():
        rules = NewRules(("one",), RuleKind.HELD, RuleWhere.ALL)
        ruling = create_rules(rules, cast.user("mo").as_actor(), utcnow())
        banning = ban_host("example.net", Terms(), cast.user("mo").as_actor(), utcnow())
    with transaction():
        copy = keep_text(cast.user("arthur"), None, Told(), 0, {"title": "A", "body": "B"}, NOW)
    with transaction():
        change = change_settings([Change("tagline", "", "Slowly")], cast.user("ada").as_actor(), utcnow())
    other = make_post(cast, "Other", published_at=None)
    with transaction():
        posts = change_many([other.id], BulkAction.TRASH, "", cast.user("arthur"), utcnow())
    with transaction():
        renaming = rename_term(db.session.get_one(Series, 1), "Close-up", cast.user("edith").as_actor(), utcnow())
    with transaction():
        preview = make_preview_link(post, 7, cast.user("arthur"), utcnow())
    with transaction():
        link = make_sign_in_link(cast.user("mo"), COMMAND_LINE, utcnow())
        job = enqueue("rest", NOW, asked_by_id=cast["arthur"])
        job.failed_at = NOW
    with transaction():
        saved = save_filter("Mine", Filters(), cast.user("mo"), NOW)
    assert change
    waiting = make_comment(post, "It waits too.")
    act = links_for(waiting, cast.user("mo"), utcnow())[Action.APPROVE]
    return {
        "saved": str(saved.id),
        "run": str(run.id),
        "rule": str(ruling.subject_id),
        "ban": str(banning.subject_id),
        "writer": str(third.writer_id),
        "act": act.token(engine().settings.secret_key),
        "job": str(job.id),
        "copy": str(copy.id),
        "change": str(change.id),
        "posts": str(posts.id),
        "renaming": str(renaming.id),
        "preview": preview,
        LINK: link,
        "picture": make_picture(cast).name,
    }


def visitor_as(app: Flask, cast: Cast, person: str) -> Visitor:
    visitor = Visitor(app)
    if person != "anonymous":
        with app.app_context():
            visitor.client.set_cookie("rejoinder", open_session(cast, person))
    return visitor


def ask(visitor: Visitor, person: str, route: str, values: dict[str, str]) -> TestResponse:
    """Ask for a route with a form that would be taken."""
    method, path = route.split()
    path = path.format(**values).replace(f"/{LINK}/{LINK}", f"/{LINK}/{values[LINK]}")
    if method == "GET":
        return visitor.get(path)
    files = {"files": (BytesIO(a_picture()), "hip.png")} if path == "/desk/media/" else {}
    fields = {name: value.format(**values) for name, value in FIELDS.get(route, {}).items()}
    return visitor.post(path, {**fields, **files, **stamps(visitor, person, path)})


def stamps(visitor: Visitor, person: str, path: str) -> dict[str, str]:
    if person == "anonymous":
        own = {"/2026": "commentform", "/moderation/links": "act-link"}
        page, form_id = next(((path, own[start]) for start in own if path.startswith(start)), ("/login", "sign-in"))
        form = find_form(visitor.get(page).text, form_id)
        return {"stamp": form.fields["stamp"]}
    token = find_form(visitor.get("/account/").text, "/account/profile").fields["token"]
    return {"token": token, "stamp": token}


@pytest.mark.parametrize("route", READING)
def test_each_page_answers_each_person_as_the_table_says(
    app: Flask, cast: Cast, values: dict[str, str], route: str
) -> None:
    answers = [outcome(ask(visitor_as(app, cast, person), person, route, values)) for person in PEOPLE]

    assert answers == TABLE[route].split()


@pytest.mark.parametrize(("route", "person"), CHANGES)
def test_each_change_is_open_to_each_person_as_the_table_says(
    app: Flask, cast: Cast, values: dict[str, str], route: str, person: str
) -> None:
    response = ask(visitor_as(app, cast, person), person, route, values)

    assert outcome(response) == TABLE[route].split()[PEOPLE.index(person)]


def outcome(response: TestResponse) -> str:
    leads_to_sign_in = response.status_code == 303 and response.location.partition("?")[0] == "/login"
    return "in" if leads_to_sign_in else str(response.status_code)


def test_no_route_is_missing_in_the_table(app: Flask) -> None:
    adapter = app.url_map.bind("localhost")
    listed = set()
    for route in TABLE:
        method, path = route.split()
        names = ("run", "saved", "posts", "job", "renaming", "copy", "change", "preview", "picture", "act")
        values = dict.fromkeys((*names, "rule", "ban", "writer"), 1)
        endpoint, _ = adapter.match(path.format(**values), method=method)
        listed.add((method, endpoint))

    assert set(routes(app)) == listed


def routes(app: Flask) -> Iterator[tuple[str, str]]:
    for rule in app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            yield method, rule.endpoint


def test_every_view_has_declared_its_question(app: Flask) -> None:
    assert [name for name, view in app.view_functions.items() if not hasattr(view, "question")] == []


def test_a_view_without_a_question_stops_the_start(app: Flask) -> None:
    app.view_functions["forgotten"] = lambda: "for whom?"

    with pytest.raises(RuntimeError, match="nobody declared who may: forgotten"):
        refuse_unguarded(app)


def test_only_public_pages_are_for_anyone(app: Flask) -> None:
    open_views = {name for name, view in app.view_functions.items() if vars(view).get("question") is anyone}

    assert {name.partition(".")[0] for name in open_views} == {
        "static",
        "health",
        "reading",
        "feeds",
        "accounts",
        "media",
        "search",
        "sitemap",
        "archives",
        "act_links",
    }
    assert {name for name in open_views if name.startswith("accounts.")} == {
        "accounts.show_sign_in",
        "accounts.create_session",
        "accounts.show_sign_in_link",
        "accounts.create_session_by_link",
    }


# What is another's is not there


THERE_AND_NOT_THERE = [
    ("GET /desk/posts/1/edit", "GET /desk/posts/77/edit"),
    ("POST /desk/posts/1/edit", "POST /desk/posts/77/edit"),
    ("GET /desk/posts/1/preview", "GET /desk/posts/77/preview"),
    ("GET /desk/posts/1/revisions", "GET /desk/posts/77/revisions"),
    ("GET /desk/posts/1/revisions/1", "GET /desk/posts/1/revisions/77"),
    ("POST /desk/posts/1/revisions/1/restore", "POST /desk/posts/77/revisions/1/restore"),
    ("GET /desk/posts/1/preview-links", "GET /desk/posts/77/preview-links"),
    ("POST /desk/posts/1/preview-links", "POST /desk/posts/77/preview-links"),
    ("POST /desk/posts/1/preview-links/1/withdraw", "POST /desk/posts/77/preview-links/1/withdraw"),
    ("POST /desk/working-copies/{copy}/discard", "POST /desk/working-copies/77/discard"),
    ("GET /desk/media/1", "GET /desk/media/77"),
    ("POST /desk/media/1", "POST /desk/media/77"),
    ("GET /desk/media/1/deletion", "GET /desk/media/77/deletion"),
    ("POST /desk/media/1/deletion", "POST /desk/media/77/deletion"),
    ("GET /desk/jobs/{job}", "GET /desk/jobs/77"),
    ("POST /desk/jobs/{job}/tries", "POST /desk/jobs/77/tries"),
    ("GET /moderation/comments/1", "GET /moderation/comments/77"),
    ("POST /moderation/comments/1/decisions", "POST /moderation/comments/77/decisions"),
    ("POST /moderation/decisions/1/undo", "POST /moderation/decisions/77/undo"),
    ("POST /moderation/runs/{run}/undo", "POST /moderation/runs/77/undo"),
]


@pytest.mark.parametrize(("there", "not_there"), THERE_AND_NOT_THERE)
def test_what_belongs_to_another_author_looks_like_what_does_not_exist(
    app: Flask, cast: Cast, values: dict[str, str], there: str, not_there: str
) -> None:
    berta = visitor_as(app, cast, "berta")
    one, other = (ask(berta, "berta", route, values) for route in (there, not_there))

    assert (one.status_code, other.status_code) == (404, 404)
    assert one.data == other.data
    assert headers_of(one) == headers_of(other)


def headers_of(response: TestResponse) -> dict[str, str]:
    return {name: value for name, value in response.headers if name not in ("X-Request-Id", "Date")}


def test_in_a_bulk_run_what_is_anothers_counts_as_what_does_not_exist(
    app: Flask, cast: Cast, values: dict[str, str]
) -> None:
    berta = visitor_as(app, cast, "berta")
    said = []
    for selected in ("1:1", "77:1"):
        data = {"action": "approve", "selected": selected, **stamps(berta, "berta", "/moderation/decisions")}
        page = berta.get(berta.post("/moderation/decisions", data).location).text
        said.append(page.partition('role="status">')[2].partition("<nav")[0])

    assert "1 is not here any more." in said[0]
    assert said[0] == said[1]


@pytest.mark.parametrize(
    "route",
    [
        "GET /desk/posts/{id}/edit",
        "POST /desk/posts/{id}/edit",
        "GET /desk/posts/{id}/preview",
        "GET /desk/posts/{id}/revisions",
        "GET /desk/posts/1/revisions/{id}",
        "POST /desk/posts/1/revisions/{id}/restore",
        "POST /desk/posts/1/preview-links/{id}/withdraw",
        "POST /desk/working-copies/{id}/discard",
        "GET /desk/media/{id}",
        "POST /desk/media/{id}",
        "POST /desk/media/{id}/deletion",
        "GET /desk/jobs/{id}",
        "POST /desk/jobs/{id}/tries",
        "GET /moderation/comments/{id}",
        "POST /moderation/comments/{id}/decisions",
        "POST /moderation/comments/{id}/address",
        "POST /moderation/decisions/{id}/undo",
        "POST /moderation/runs/{id}/undo",
        "POST /moderation/filters/{id}",
        "POST /moderation/record/acts/{id}/undo",
        "POST /settings/changes/{id}/undo",
        "GET /comments/{id}/",
    ],
)
def test_a_number_that_no_database_holds_is_only_an_id_that_does_not_exist(
    app: Flask, cast: Cast, values: dict[str, str], route: str
) -> None:
    ada = visitor_as(app, cast, "ada")
    asked = [route.replace("{id}", str(number)) for number in (0, 2**63 - 1, 2**63, 10**30)]

    assert [ask(ada, "ada", each, values).status_code for each in asked] == [404] * 4
