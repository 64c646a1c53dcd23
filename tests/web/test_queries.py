"""How many questions a page asks of the database, and that an index answers each."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from sqlalchemy import event, text
from werkzeug.test import TestResponse

from blog.comments.models import Comment
from blog.database import db
from tests.factories import Cast, approved, make_comment, make_post
from tests.visitor import Visitor, find_form
from tests.web.replying import first_post

Statements = Callable[[], AbstractContextManager[list[str]]]
SignedIn = Callable[[str], Visitor]


def fill(app: Flask, pending: int = 0, shown: int = 0) -> None:
    """More replies under the post, half of the shown ones answers to another."""
    with app.app_context():
        parent: Comment | None = None
        for number in range(shown):
            parent = approved(first_post(), f"Shown {number}.", parent=parent if number % 2 else None)
        for number in range(pending):
            make_comment(first_post(), f"Waiting {number}.", address=f"r{number}@example.net", trap="x")


def count(statements: Statements, visitor: Visitor, address: str) -> int:
    """The settings are read once by each process after a change of the site, and so before the counting begins."""
    visitor.get("/")
    with statements() as seen:
        assert visitor.get(address).status_code == 200
    return len(seen)


def test_the_queue_asks_the_same_number_of_questions_for_5_and_for_25_cards(
    app: Flask, page: str, signed_in: SignedIn, statements: Statements
) -> None:
    mo = signed_in("mo")
    fill(app, pending=5)
    few = count(statements, mo, "/moderation/")
    fill_more(app, 20)

    assert count(statements, mo, "/moderation/") == few
    assert few <= 15  # who, the site, what is newest, when it was drawn, 3 for the cards, 4 behind them, 4 around them


def fill_more(app: Flask, number: int) -> None:
    with app.app_context():
        for each in range(number):
            post = make_post(CAST_OF_ONE, f"Post {each}")
            parent = approved(post, f"Parent {each}.")
            make_comment(post, f"More {each}.", address=f"m{each}@example.net", trap="x", parent=parent)


CAST_OF_ONE = Cast({"arthur": 3})


def test_a_post_asks_the_same_number_of_questions_for_1_and_for_200_replies(
    app: Flask, page: str, visitor: Visitor, signed_in: SignedIn, statements: Statements
) -> None:
    ada = signed_in("ada")
    fill(app, shown=1)
    few, few_signed_in = count(statements, visitor, page), count(statements, ada, page)
    more_replies(app)

    assert count(statements, visitor, page) == few
    assert count(statements, ada, page) == few_signed_in
    assert few <= 6
    assert few_signed_in <= 7


def more_replies(app: Flask) -> None:
    """199 more, straight into the table, for that is quicker."""
    with app.app_context():
        columns = [column.name for column in Comment.__table__.columns if column.name not in ("id", "fingerprint")]
        names = ", ".join(columns)
        for _ in range(199):
            db.session.execute(text(f"INSERT INTO comments ({names}) SELECT {names} FROM comments WHERE id = 1"))
        db.session.execute(text("UPDATE posts SET page_version = page_version + 1"))
        db.session.commit()


def test_a_remembered_post_asks_one_question(app: Flask, page: str, visitor: Visitor, statements: Statements) -> None:
    visitor.get(page)

    assert count(statements, visitor, page) == 1


def test_home_asks_the_same_number_of_questions_for_1_and_for_10_posts(
    app: Flask, page: str, visitor: Visitor, statements: Statements
) -> None:
    few = count(statements, visitor, "/")
    fill_more(app, 9)

    assert count(statements, visitor, "/") == few
    assert few <= 7


def test_a_remembered_first_page_asks_three_questions(
    app: Flask, page: str, visitor: Visitor, statements: Statements
) -> None:
    visitor.get("/")

    assert count(statements, visitor, "/") == 3


def test_the_desk_asks_the_same_number_of_questions_for_few_and_many(
    app: Flask, page: str, signed_in: SignedIn, statements: Statements
) -> None:
    ada = signed_in("ada")
    few = count(statements, ada, "/desk/")
    fill_more(app, 12)

    assert count(statements, ada, "/desk/") == few


FEEDS = ["/feed/", "/feed/atom/", "/feed/json/", "/author/arthur-author/feed/", "/tag/hip/feed/", "/comments/feed/"]


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_asks_the_same_number_of_questions_for_few_and_many_and_one_when_remembered(
    app: Flask, page: str, visitor: Visitor, statements: Statements, address: str
) -> None:
    with app.app_context():
        approved(make_post(CAST_OF_ONE, "Hip", tags=("Hip",)), "Well said.")
    few = count(statements, visitor, address)
    assert few <= 4
    assert count(statements, visitor, address) == 1
    fill_more(app, 12)
    with app.app_context():
        for number in range(3):
            make_post(CAST_OF_ONE, f"Hip {number}", tags=("Hip", "Knee"))

    assert count(statements, visitor, address) == few
    assert count(statements, visitor, address) == 1


def test_the_feed_of_a_posts_replies_asks_one_question_when_it_is_remembered(
    app: Flask, page: str, visitor: Visitor, statements: Statements
) -> None:
    fill(app, shown=3)

    assert count(statements, visitor, f"{page}feed/") <= 5
    assert count(statements, visitor, f"{page}feed/") == 1


# Plans


ARCHIVES = ["/2026/", "/2026/04/", "/tag/hip/", "/category/body/", "/series/spotlight/", "/author/arthur-author/"]
ADDRESSES = [
    "/",
    *ARCHIVES,
    "/page/2/",
    "/2026/04/anatomy-spotlight-psoas/",
    "/2026/04/anatomy-spotlight-psoas/?replytocom=1",
    "/comments/1/",
    "/feed/",
    "/search/?q=shown",
    "/tag/hip/feed/",
    "/author/arthur-author/feed/",
    "/comments/feed/",
    "/2026/04/anatomy-spotlight-psoas/feed/",
    "/moderation/",
    "/moderation/?status=approved",
    "/moderation/?after=1000-1",
    "/moderation/?post=1",
    "/moderation/?author=1",
    "/moderation/?network=192.0.2.0/24",
    "/moderation/?finding=filled_trap",
    "/moderation/?score=high",
    "/moderation/?score=none",
    "/moderation/?age=24h",
    "/moderation/?age=older-7d&status=approved",
    "/moderation/?language=en",
    "/moderation/?q=waiting",
    "/moderation/?q=nothing+says+so",
    "/moderation/?q=waiting&finding=filled_trap&author=1&post=1&language=en",
    "/moderation/comments/1",
    "/moderation/comments/1/panel",
    "/moderation/writers/1",
    "/moderation/writers/1?after=1000-1",
    "/desk/",
    "/desk/posts/1/edit",
    "/desk/posts/1/revisions",
    "/desk/posts/1/revisions/1",
    "/desk/posts/1/preview-links",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_question_reads_all_replies_or_all_posts(app: Flask, page: str, signed_in: SignedIn, address: str) -> None:
    """Without an index, that is. Whoever may edit every post has a desk that is read from its end, for one page."""
    fill(app, pending=27, shown=4)
    fill_more(app, 11)
    with app.app_context():
        make_post(CAST_OF_ONE, "Hip", tags=("Hip",), category="Body", series="Spotlight")
    visitor = signed_in("mo" if "moderation" in address else "arthur")

    assert_that_none_is_read_whole("comments|posts", plans_of(app, lambda: visitor.get(address)))


NARROWED = ["", "?status=approved", "?q=waiting", "?author=1&post=1", "?finding=filled_trap&score=high&language=en"]


@pytest.mark.parametrize("narrowed", NARROWED)
def test_what_an_open_queue_asks_every_few_seconds_reads_no_whole_table(
    app: Flask, page: str, signed_in: SignedIn, narrowed: str
) -> None:
    fill(app, pending=27, shown=4)
    mo = signed_in("mo")
    token = find_form(mo.get("/moderation/").text, "news").fields["token"]
    changed, same = "6:99", "7:1"
    asked = {"token": token, "back": f"/moderation/{narrowed}", "since": "1", "open": "8", "shown": [changed, same]}
    plans = plans_of(app, lambda: mo.post("/moderation/news", asked))

    assert_that_none_is_read_whole("comments|posts|decisions|claims", plans)


def test_the_search_for_rules_that_only_err_reads_neither_all_replies_nor_all_that_was_caught(
    app: Flask, page: str, signed_in: SignedIn
) -> None:
    mo = signed_in("mo")
    plans = plans_of(app, lambda: mo.get("/moderation/rules/"))

    assert [statement for statement, _ in plans if "FROM rule_hits" in statement]
    assert_that_none_is_read_whole("comments|rule_hits", plans)


def assert_that_none_is_read_whole(tables: str, plans: list[tuple[str, list[str]]]) -> None:
    for statement, plan in plans:
        for step in plan:
            assert not re.match(rf"SCAN ({tables})(_\d+)?$", step), f"{step}\n{statement}"
    assert plans


@pytest.mark.parametrize(
    "address", ["/moderation/", "/moderation/?status=spam", "/moderation/?after=1000-1", "/", *ARCHIVES]
)
def test_the_first_page_is_read_in_order_and_not_sorted(
    app: Flask, page: str, signed_in: SignedIn, address: str
) -> None:
    fill(app, pending=27)
    with app.app_context():
        make_post(CAST_OF_ONE, "Hip", tags=("Hip",), category="Body", series="Spotlight")
    mo = signed_in("mo")
    main = "FROM comments" if "moderation" in address else "FROM posts"
    listed = [
        (statement, plan)
        for statement, plan in plans_of(app, lambda: mo.get(address))
        if main in statement and "LIMIT" in statement
    ]

    assert listed
    for statement, plan in listed:
        assert not [step for step in plan if "TEMP B-TREE" in step], f"{plan}\n{statement}"


@pytest.mark.parametrize("address", ARCHIVES)
def test_an_archive_asks_the_same_number_of_questions_for_few_and_many(
    app: Flask, page: str, visitor: Visitor, statements: Statements, address: str
) -> None:
    order = {"tags": ("Hip",), "category": "Body", "series": "Spotlight"}
    with app.app_context():
        make_post(CAST_OF_ONE, "Hip", **order)  # type: ignore[arg-type]
    visitor.get(address)
    few = count(statements, visitor, address)
    with app.app_context():
        for number in range(8):
            make_post(CAST_OF_ONE, f"Hop {number}", **order)  # type: ignore[arg-type]
    visitor.get("/")

    assert count(statements, visitor, address) == few <= 5


def plans_of(app: Flask, ask: Callable[[], TestResponse]) -> list[tuple[str, list[str]]]:
    """Each SELECT that the answer takes, with the steps that SQLite takes for it."""
    seen: list[tuple[str, object]] = []

    def note(connection: object, cursor: object, statement: str, parameters: object, *rest: object) -> None:
        if statement.startswith(("SELECT", "WITH")):
            seen.append((statement, parameters))

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", note)
        try:
            assert ask().status_code in (200, 302)
        finally:
            event.remove(db.engine, "before_cursor_execute", note)
        connection = db.session.connection().connection
        found = []
        for statement, parameters in seen:
            rows = connection.cursor().execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()  # type: ignore[arg-type]
            found.append((statement, [str(row[3]) for row in rows]))
        return found
