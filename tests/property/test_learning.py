"""Whatever is decided and undone, in whatever order: the counts are as if trained from what stands in the end."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blog.comments.incoming import Submission
from blog.comments.lifecycle import Action, CommentStatus
from blog.comments.models import Comment, CommentRevision
from blog.comments.submission import submit_comment
from blog.database import db
from blog.errors import BlogError
from blog.learning.models import LearnedReply, SignalCount
from blog.moderation.decisions import decide, decide_many, undo, undo_many
from blog.moderation.models import Decision
from blog.moderation.queue import decisions_of_run
from blog.posts.models import Post
from blog.record.acts import COMMAND_LINE, SCREENING, Actor
from blog.spam.score import EVERY_REPLY
from blog.spam.signals import Writing, extract_signals
from blog.text.render import render_comment
from blog.web.engine import engine
from tests.factories import NOW, Cast, make_post

TEXTS = ("Buy cheap watches now", "Sit tall and count", "Cheap watches sit tall", "Now count!!")
REPLIES = range(len(TEXTS))

which = st.sampled_from(REPLIES)
action = st.sampled_from(list(Action))
steps = st.lists(
    st.one_of(
        st.tuples(st.just("decide"), which, action, st.sampled_from(("mo", "command line", "screening"))),
        st.tuples(st.just("undo"), st.integers(0, 3)),
        st.tuples(st.just("decide_many"), st.sets(which, min_size=1), action),
        st.tuples(st.just("undo_many"), st.integers(0, 1)),
        st.tuples(st.just("edit"), which, st.sampled_from(("Other words", "Count cheap", "Sit down, please"))),
    ),
    max_size=25,
)


@dataclass
class Model:
    """What stands, by a plain list of decisions for each reply: the act's name, where it led, and the words it saw."""

    comments: list[Comment]
    mo: Actor
    standing: dict[int, list[Decision]] = field(default_factory=dict)
    words: dict[tuple[int, int], str] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    runs: list[int] = field(default_factory=list)

    def note(self, decision: Decision) -> None:
        self.decisions.append(decision)
        stack = self.standing.setdefault(decision.comment_id, [])
        if decision.undoes_id:
            stack[:] = [each for each in stack if each.id != decision.undoes_id]
        elif decision.action != Action.DELETE:
            stack.append(decision)

    def expected(self) -> Counter[tuple[str, int]]:
        """From nothing: each reply as what the last person said who was not taken back."""
        counts: Counter[tuple[str, int]] = Counter()
        for comment_id, stack in self.standing.items():
            by_people = [each for each in stack if each.act.actor_name != SCREENING.name]
            status = by_people[-1].to_status if by_people else None
            if status in (CommentStatus.APPROVED, CommentStatus.SPAM):
                kind = "ham" if status is CommentStatus.APPROVED else "spam"
                writing = Writing("Rhea", "", self.words[comment_id, by_people[-1].revision_number])
                keys = [EVERY_REPLY, *(signal.key for signal in extract_signals(writing))]
                counts.update((kind, key) for key in keys)
        return counts


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_any_decisions_and_undos_leave_the_counts_as_if_trained_from_what_stands(
    app: Flask, cast: Cast, taken: list[tuple[object, ...]]
) -> None:
    with app.app_context():
        post = db.session.get(Post, 1) or make_post(cast)
        model = _begin(post, cast)
        for number, step in enumerate(taken, start=1):
            _take(model, cast, step, number)
        assert _counts() == model.expected()
        db.session.rollback()


def _begin(post: Post, cast: Cast) -> Model:
    comments = [
        submit_comment(post, Submission("Rhea", "", text), render_comment(text), engine().phases, NOW, lambda: None)
        for text in TEXTS
    ]
    model = Model(comments, cast.user("mo").as_actor())
    model.words = {(comment.id, 1): comment.text for comment in comments}
    return model


def _take(model: Model, cast: Cast, step: tuple[object, ...], number: int) -> None:
    at = NOW + timedelta(minutes=number)
    with suppress(BlogError):  # what is refused has not happened
        STEPS[str(step[0])](model, cast, at, *step[1:])


def _decide(model: Model, cast: Cast, at: object, which: int, action: Action, who: str) -> None:
    comment = model.comments[which]
    by = {"mo": model.mo, "command line": COMMAND_LINE, "screening": SCREENING}[who]
    model.note(decide(comment, action, by, at, comment.version))  # type: ignore[arg-type]


def _undo(model: Model, cast: Cast, at: object, back: int) -> None:
    if back < len(model.decisions):
        model.note(undo(model.decisions[-1 - back], model.mo, at))  # type: ignore[arg-type]


def _decide_many(model: Model, cast: Cast, at: object, chosen: set[int], action: Action) -> None:
    comments = [model.comments[number] for number in sorted(chosen)]
    versions = {comment.id: comment.version for comment in comments}
    run = decide_many(versions, comments, action, model.mo, at)  # type: ignore[arg-type]
    model.runs.append(run.id)
    for decision in decisions_of_run(run.id, cast.user("mo")):
        model.note(decision)


def _undo_many(model: Model, cast: Cast, at: object, back: int) -> None:
    if back < len(model.runs):
        decisions = decisions_of_run(model.runs[-1 - back], cast.user("mo"))
        run = undo_many(decisions, model.mo, at)  # type: ignore[arg-type]
        for decision in decisions_of_run(run.id, cast.user("mo")):
            model.note(decision)


def _edit(model: Model, cast: Cast, at: object, which: int, words: str) -> None:
    """As the tables say that an edit is kept: number 1 is the reply as it arrived."""
    comment = model.comments[which]
    if comment.deleted_at:
        return
    if comment.revision_number == 1:
        db.session.add(_revision(comment, at))
    comment.text, comment.revision_number, comment.version = words, comment.revision_number + 1, comment.version + 1
    db.session.add(_revision(comment, at))
    model.words[comment.id, comment.revision_number] = words


def _revision(comment: Comment, at: object) -> CommentRevision:
    return CommentRevision(
        comment_id=comment.id,
        number=comment.revision_number,
        name=comment.name,
        url=comment.url,
        text=comment.text,
        at=at,
    )


STEPS: dict[str, Callable[..., None]] = {
    "decide": _decide,
    "undo": _undo,
    "decide_many": _decide_many,
    "undo_many": _undo_many,
    "edit": _edit,
}


def _counts() -> Counter[tuple[str, int]]:
    """What is learned; a count of nothing at all is kept for no key."""
    counts: Counter[tuple[str, int]] = Counter()
    for row in db.session.scalars(db.select(SignalCount)).all():
        db.session.refresh(row)
        assert row.spam or row.ham
        counts += Counter({("spam", row.key): row.spam, ("ham", row.key): row.ham})
    replies = db.session.scalars(db.select(LearnedReply.label)).all()
    assert counts["spam", EVERY_REPLY] + counts["ham", EVERY_REPLY] == len(replies)
    return counts
