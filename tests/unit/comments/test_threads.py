"""The replies of a post as a tree."""

from datetime import timedelta
from random import Random

import pytest
from flask import Flask

from blog.comments.lifecycle import Action, CommentStatus
from blog.comments.models import Comment
from blog.comments.queries import threads_of
from blog.comments.threads import DEEPEST, Thread, build_threads
from blog.database import transaction
from blog.moderation.decisions import decide
from blog.posts.models import Post
from blog.record.acts import COMMAND_LINE
from tests.factories import NOW, Cast, approved, make_comment, make_post


def reply(number: int, parent: int | None = None, status: CommentStatus = CommentStatus.APPROVED) -> Comment:
    return Comment(id=number, parent_id=parent, status=status)


def tree(threads: list[Thread]) -> list[object]:
    """Ids, each with a list of what answers it."""
    return [(thread.comment.id, tree(thread.answers)) if thread.answers else thread.comment.id for thread in threads]


def depth(threads: list[Thread]) -> int:
    return max((1 + depth(thread.answers) for thread in threads), default=0)


def test_answers_stand_below_what_they_answer() -> None:
    threads = build_threads([reply(1), reply(2, 1), reply(3), reply(4, 1), reply(5, 2)])

    assert tree(threads) == [(1, [(2, [5]), 4]), 3]


def test_the_tree_is_five_deep_and_what_goes_on_stands_beside_the_fifth() -> None:
    threads = build_threads([reply(1), *(reply(number, number - 1) for number in range(2, 9))])

    assert tree(threads) == [(1, [(2, [(3, [(4, [5, 6, 7, 8])])])])]
    assert depth(threads) == DEEPEST == 5


def test_siblings_keep_the_order_that_they_come_in() -> None:
    assert tree(build_threads([reply(3), reply(1), reply(2), reply(5, 1), reply(4, 1)])) == [3, (1, [5, 4]), 2]


def test_an_answer_to_what_is_not_there_stands_by_itself() -> None:
    assert tree(build_threads([reply(2, 1)])) == [2]


def test_no_tree_loses_or_repeats_anyone() -> None:
    random = Random(3)
    for _ in range(50):
        replies = [
            reply(number, random.randrange(1, number) if number > 1 and random.random() < 0.8 else None)
            for number in range(1, 60)
        ]
        threads = build_threads(replies)
        assert sorted(ids(threads)) == list(range(1, 60))
        assert depth(threads) <= DEEPEST


def ids(threads: list[Thread]) -> list[int]:
    return [each for thread in threads for each in (thread.comment.id, *ids(thread.answers))]


def test_a_thousand_replies_each_to_the_one_before_are_no_burden() -> None:
    threads = build_threads([reply(1), *(reply(number, number - 1) for number in range(2, 1001))])

    assert len(ids(threads)) == 1000


# From the database


@pytest.fixture
def post(context: Flask, cast: Cast) -> Post:
    return make_post(cast)


def test_only_approved_replies_are_shown_oldest_first(post: Post) -> None:
    late = approved(post, "Late.", at=NOW + timedelta(hours=1))
    early = approved(post, "Early.", at=NOW)
    for number, then in enumerate([(), (Action.SPAM,), (Action.TRASH,)]):
        make_comment(post, f"Hidden {number}.", then=then)

    assert tree(threads_of(post)) == [early.id, late.id]


@pytest.mark.parametrize("then", [(Action.HOLD,), (Action.SPAM,), (Action.TRASH,), (Action.TRASH, Action.DELETE)])
def test_a_parent_that_is_not_shown_keeps_its_place_while_it_has_shown_answers(
    post: Post, then: tuple[Action, ...]
) -> None:
    grandparent = approved(post, "First.")
    parent = approved(post, "Second.", parent=grandparent)
    answer = approved(post, "Third.", parent=parent)
    hide(parent, then)
    hide(grandparent, then)

    threads = threads_of(post)
    assert tree(threads) == [(grandparent.id, [(parent.id, [answer.id])])]
    assert threads[0].is_empty_place
    assert threads[0].answers[0].is_empty_place
    assert not threads[0].answers[0].answers[0].is_empty_place

    hide(answer, (Action.SPAM,))
    assert threads_of(post) == [], "and none afterwards"


def hide(comment: Comment, then: tuple[Action, ...]) -> None:
    for action in then:
        with transaction():
            decide(comment, action, COMMAND_LINE, NOW, comment.version)


def test_a_post_shows_only_its_own(post: Post, cast: Cast) -> None:
    approved(make_post(cast, "Another"), "Elsewhere.")

    assert threads_of(post) == []
