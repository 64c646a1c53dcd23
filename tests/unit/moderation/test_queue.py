"""The queue: its order, its pages, and who sees what in it."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from flask import Flask

from blog.comments.lifecycle import Action, CommentStatus
from blog.comments.models import Comment
from blog.database import transaction
from blog.moderation.counting import counts
from blog.moderation.cursor import Cursor
from blog.moderation.decisions import decide
from blog.moderation.filters import Filters
from blog.moderation.queue import PER_PAGE, page_of_queue
from blog.posts.models import Post
from blog.record.acts import COMMAND_LINE
from tests.factories import NOW, Cast, make_comment, make_post


@pytest.fixture
def post(context: Flask, cast: Cast) -> Post:
    return make_post(cast)


def fill(post: Post, number: int, then: tuple[Action, ...] = ()) -> list[int]:
    """That many replies, some at the same moment, the others a few microseconds apart; their ids, oldest first."""
    random = Random(number)
    made = [
        make_comment(post, f"Reply {each}.", at=NOW + timedelta(microseconds=random.randrange(40)), then=then)
        for each in range(number)
    ]
    return [comment.id for comment in sorted(made, key=lambda comment: (comment.submitted_at, comment.id))]


def walk(cast: Cast, filters: Filters) -> list[int]:
    """The ids on all pages, by following the cursor as an address holds it."""
    ids: list[int] = []
    after: Cursor | None = None
    while True:
        page = page_of_queue(cast.user("mo"), filters, after)
        assert len(page.comments) <= PER_PAGE
        ids += [comment.id for comment in page.comments]
        if page.following is None:
            return ids
        after = Cursor.parse(str(page.following))
        assert after == page.following


def test_a_cursor_is_the_same_after_it_was_written_and_read() -> None:
    random = Random(7)
    for _ in range(2000):
        at = datetime(2003, 1, 1, tzinfo=UTC) + timedelta(microseconds=random.randrange(10**15))
        cursor = Cursor(at, random.randrange(1, 10**9))
        assert Cursor.parse(str(cursor)) == cursor


@pytest.mark.parametrize(
    "text",
    ["", "-", "1", "1-", "-1", "a-b", "1-1-1", "-1-1", "1.5-1", "٣-1", f"{10**18}-1", f"{10**17 * 9}-1", "9" * 99],
)
def test_what_is_no_cursor_is_the_first_page(text: str) -> None:
    assert Cursor.parse(text) is None


def test_pending_replies_come_oldest_first_on_pages_without_gaps_or_repeats(post: Post, cast: Cast) -> None:
    ids = fill(post, 2 * PER_PAGE + 7)

    assert walk(cast, Filters()) == ids


@pytest.mark.parametrize("action", [Action.APPROVE, Action.SPAM, Action.TRASH])
def test_decided_replies_come_newest_first(post: Post, cast: Cast, action: Action) -> None:
    ids = fill(post, PER_PAGE + 5, then=(action,))
    status = {"approve": "approved", "spam": "spam", "trash": "trash"}[action]

    assert walk(cast, Filters(status=CommentStatus(status))) == ids[::-1]


def test_a_full_last_page_has_no_page_after_it(post: Post, cast: Cast) -> None:
    fill(post, PER_PAGE)

    assert page_of_queue(cast.user("mo"), Filters(), None).following is None


def test_deciding_meanwhile_skips_nobody_and_repeats_nobody(post: Post, cast: Cast) -> None:
    ids = fill(post, 3 * PER_PAGE)
    seen: list[int] = []
    after: Cursor | None = None
    while True:
        page = page_of_queue(cast.user("mo"), Filters(), after)
        seen += [comment.id for comment in page.comments]
        for comment in page.comments[::2]:
            approve(comment)
        if page.following is None:
            break
        after = page.following

    assert seen == ids


def approve(comment: Comment) -> None:
    with transaction():
        decide(comment, Action.APPROVE, COMMAND_LINE, NOW, comment.version)


def test_the_counts_are_of_what_the_tabs_show(post: Post, cast: Cast) -> None:
    fill(post, 3)
    make_comment(post, "yes", then=(Action.APPROVE,))
    make_comment(post, "no", then=(Action.SPAM,))
    make_comment(post, "gone", then=(Action.TRASH, Action.DELETE))

    found = {status: count.number for status, count in counts(cast.user("mo"), Filters()).items()}

    assert found == {"pending": 3, "approved": 1, "spam": 1, "trash": 0}
    for status, number in found.items():
        assert len(page_of_queue(cast.user("mo"), Filters(status=status), None).comments) == number


def test_an_author_sees_and_counts_only_replies_to_their_own_posts(post: Post, cast: Cast) -> None:
    other = make_post(cast, "Another", author="berta")
    own, others = make_comment(post, "To Arthur."), make_comment(other, "To Berta.")

    for name, expected in [
        ("arthur", [own.id]),
        ("berta", [others.id]),
        *[(name, [own.id, others.id]) for name in ("mo", "edith", "ada")],
    ]:
        person = cast.user(name)
        assert [comment.id for comment in page_of_queue(person, Filters(), None).comments] == expected, name
        assert counts(person, Filters())[CommentStatus.PENDING].number == len(expected), name


def test_filters_narrow_pages_and_counts_alike(post: Post, cast: Cast) -> None:
    other = make_post(cast, "Another")
    make_comment(post, "About the hip.", name="Rhea")
    second = make_comment(other, "About the knee 100%_sure.", name="Sol", address="sol@example.net")
    mo = cast.user("mo")

    def found(**filters: object) -> list[int]:
        chosen = Filters(**filters)  # type: ignore[arg-type]
        ids = [comment.id for comment in page_of_queue(mo, chosen, None).comments]
        assert counts(mo, chosen)[CommentStatus.PENDING].number == len(ids)
        return ids

    assert found(post=other.id) == [second.id]
    assert found(author=second.writer_id) == [second.id]
    assert found(text="KNEE") == [second.id]
    assert found(text="sol") == [second.id], "in names too"
    assert found(text="100%_sure") == [second.id]
    assert found(text="1%_") == [], "a percent sign is only a percent sign"
    assert found(text="sol@example") == [], "never in addresses"
    assert found(post=77) == []
