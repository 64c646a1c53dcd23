"""Whatever is decided, edited and undone, in whatever order: the counts are as if trained from what stands in the end.

The model knows nothing of how the counts are kept. It remembers what stood about a reply before each decision, and goes
back to that when the decision is undone.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from blog.comments.editing import Wording, edit_comment
from blog.comments.incoming import Submission
from blog.comments.lifecycle import Action, CommentStatus
from blog.comments.models import Comment
from blog.comments.submission import submit_comment
from blog.database import db
from blog.errors import BlogError
from blog.learning.models import LearnedReply, SignalCount
from blog.moderation.decisions import decide, decide_many
from blog.moderation.models import Decision
from blog.moderation.teaching import teach
from blog.posts.models import Post
from blog.record.acts import COMMAND_LINE, RETENTION, SCREENING, Actor, Verb
from blog.record.models import Act
from blog.record.undoing import undo_act
from blog.spam.score import EVERY_REPLY
from blog.spam.signals import Writing, extract_signals
from blog.text.render import render_comment
from blog.web.engine import engine
from tests.factories import NOW, Cast, make_post

TEXTS = ("Buy cheap watches now", "Sit tall and count")
OTHER_WORDS = ("Other words", "Cheap watches sit tall", "Sit down, please!!")
PROCESSES = {"command line": COMMAND_LINE, "screening": SCREENING, "retention": RETENTION}
NOBODY = (SCREENING.name, RETENTION.name)
UNDOABLE = (Verb.COMMENT_DECIDED, Verb.COMMENTS_DECIDED, Verb.COMMENT_EDITED)
KINDS = {CommentStatus.APPROVED: "ham", CommentStatus.SPAM: "spam"}

Step = tuple[object, ...]

# What comes to something together comes most often.
which = st.sampled_from((0, 0, 1))
action = st.sampled_from((*[Action.APPROVE, Action.SPAM] * 3, *Action))
who = st.sampled_from((*["mo"] * 3, *PROCESSES))
decision = st.tuples(st.just("decide"), which, action, who)
edit = st.tuples(st.just("edit"), which, st.sampled_from(OTHER_WORDS))
undo = st.tuples(st.just("undo"), st.sampled_from((0, 0, 1, 2)))
steps = st.lists(
    st.one_of(
        decision,
        decision,
        edit,
        undo,
        undo,
        st.tuples(st.just("redo")),
        st.tuples(st.just("decide_many"), st.sets(which, min_size=1), action),
        st.tuples(st.just("teach")),
    ),
    min_size=5,
    max_size=16,
)


@dataclass(frozen=True)
class Said:
    """What a person said of a reply, and which words of it they saw."""

    status: CommentStatus
    words: str


@dataclass
class Model:
    """`said` is what stands about each reply, first to last; `before` what stood when a decision was taken."""

    comments: list[Comment]
    said: dict[int, tuple[Said, ...]] = field(default_factory=dict)
    before: dict[int, tuple[Said, ...]] = field(default_factory=dict)
    last_decision_id: int = 0

    def note(self, decision: Decision) -> None:
        stood = self.said.get(decision.comment_id, ())
        self.before[decision.id] = stood
        self.last_decision_id = decision.id
        if decision.undoes_id:
            self.said[decision.comment_id] = self.before[decision.undoes_id]
        elif decision.act.actor_name not in NOBODY and decision.action != Action.DELETE:
            self.said[decision.comment_id] = (*stood, Said(decision.to_status, decision.comment.text))

    def expected(self) -> Counter[tuple[str, int]]:
        """From nothing: each reply as what the last person said."""
        counts: Counter[tuple[str, int]] = Counter()
        for said in self.said.values():
            if said and (kind := KINDS.get(said[-1].status)):
                signals = extract_signals(Writing("Rhea", "", said[-1].words))
                counts.update((kind, key) for key in (EVERY_REPLY, *(signal.key for signal in signals)))
        return counts


@settings(max_examples=75, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example([("decide", 0, Action.SPAM, "mo"), ("undo", 0), ("undo", 0)])  # done, undone and done again
@example([("decide", 0, Action.SPAM, "mo"), ("edit", 0, OTHER_WORDS[0]), ("decide", 0, Action.APPROVE, "mo")])
@example(
    [("decide", 0, Action.SPAM, "mo"), ("edit", 0, OTHER_WORDS[0]), ("decide", 0, Action.APPROVE, "mo"), ("undo", 0)]
)
@example([("edit", 0, OTHER_WORDS[0]), ("decide", 0, Action.SPAM, "command line"), ("undo", 1), ("undo", 0)])
@given(steps)
def test_any_decisions_edits_and_undos_leave_the_counts_as_if_trained_from_what_stands(
    app: Flask, cast: Cast, taken: list[Step]
) -> None:
    with app.app_context():
        post = db.session.get(Post, 1) or make_post(cast)
        model = Model([_submit(post, text) for text in TEXTS])
        for number, (name, *arguments) in enumerate(taken, start=1):
            with suppress(BlogError):  # what is refused has not happened
                STEPS[str(name)](model, cast, NOW + timedelta(minutes=number), *arguments)
            _note_news(model)
        assert _counts() == model.expected()
        db.session.rollback()


def _submit(post: Post, text: str) -> Comment:
    return submit_comment(post, Submission("Rhea", "", text), render_comment(text), engine().phases, NOW, lambda: None)


def _note_news(model: Model) -> None:
    query = db.select(Decision).where(Decision.id > model.last_decision_id).order_by(Decision.id)
    for decision in db.session.scalars(query).all():
        model.note(decision)


def _decide(model: Model, cast: Cast, at: datetime, which: int, action: Action, who: str) -> None:
    comment = model.comments[which]
    decide(comment, action, PROCESSES.get(who) or _mo(cast), at, comment.version)


def _decide_many(model: Model, cast: Cast, at: datetime, chosen: set[int], action: Action) -> None:
    comments = [model.comments[number] for number in sorted(chosen)]
    decide_many({comment.id: comment.version for comment in comments}, comments, action, _mo(cast), at)


def _edit(model: Model, cast: Cast, at: datetime, which: int, words: str) -> None:
    comment = model.comments[which]
    edit_comment(comment, Wording("Rhea", "", words), render_comment(words), _mo(cast), at, comment.version)


def _undo(model: Model, cast: Cast, at: datetime, back: int) -> None:
    """Undo one of the last acts, were it an undo itself; only one of many by itself, or the whole run."""
    last = db.select(Act).where(Act.verb.in_(UNDOABLE)).order_by(Act.id.desc()).offset(back).limit(1)
    if act := db.session.scalars(last).one_or_none():
        undo_act(act, _mo(cast), at, engine().inverses)


def _redo(model: Model, cast: Cast, at: datetime) -> None:
    _undo(model, cast, at, 0)
    _undo(model, cast, at, 0)


def _teach(model: Model, cast: Cast, at: datetime) -> None:
    """Whatever is taught already is not learned twice."""
    teach(model.comments)


def _mo(cast: Cast) -> Actor:
    return cast.user("mo").as_actor()


STEPS: dict[str, Callable[..., None]] = {
    "decide": _decide,
    "undo": _undo,
    "redo": _redo,
    "decide_many": _decide_many,
    "edit": _edit,
    "teach": _teach,
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
