"""Nothing is shown to readers that nobody let in: a decision, or a finding of screening that says why."""

import ast
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blog.comments.incoming import Submission
from blog.comments.lifecycle import Action, CommentStatus
from blog.comments.models import Comment, StoredFinding
from blog.comments.screening import FindingCode
from blog.comments.submission import submit_comment
from blog.database import db
from blog.errors import BlogError
from blog.moderation.decisions import decide, decide_many, last_decision, undo, undo_many
from blog.moderation.models import Decision
from blog.moderation.queue import decisions_of_run
from blog.posts.models import Post
from blog.record.acts import COMMAND_LINE
from blog.settings.keys import SiteSettings
from blog.text.render import render_comment
from blog.web.engine import engine
from tests.factories import NOW, Cast, make_post

ROOT = Path(__file__).parents[2]
LET_IN = {FindingCode.MAY_MODERATE, FindingCode.TRUSTED, FindingCode.NO_OBJECTION}

# The only functions that may set the status of a reply, by file: the arrival, and the one door of all decisions.
DOORS = {("blog/comments/submission.py", "_keep"), ("blog/moderation/decisions.py", "_move")}

replies = st.fixed_dictionaries(
    {
        "text": st.sampled_from(("Sit tall", "Buy http://a.example http://b.example http://c.example", "Count!")),
        "who": st.sampled_from(("", "mo", "arthur", "berta")),
        "trap": st.sampled_from(("", "x")),
        "seconds_taken": st.sampled_from((None, 0.5, 60.0)),
        "shows_address": st.booleans(),
        "browser_key": st.sampled_from(("", "a" * 43)),
        "first_replies": st.sampled_from((0, 1, 2)),
        "everything_waits": st.booleans(),
        "address": st.sampled_from(("", "rhea@example.net")),
        "is_asked": st.sampled_from((True, True, True, False)),  # False: no phase finds anything at all
    }
)
which = st.integers(0, 5)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("submit"), replies),
        st.tuples(st.just("decide"), which, st.sampled_from(list(Action))),
        st.tuples(st.just("undo"), which),
        st.tuples(st.just("decide_many"), st.sets(which, min_size=1), st.sampled_from(list(Action))),
        st.tuples(st.just("undo_many"), which),
    ),
    max_size=20,
)


class Site:
    """What was done so far."""

    def __init__(self, post: Post, cast: Cast) -> None:
        self.post, self.cast = post, cast
        self.comments: list[Comment] = []
        self.decisions: list[Decision] = []
        self.runs: list[int] = []

    def submit(self, at: datetime, reply: dict[str, object]) -> None:
        reply = dict(reply)
        who, address = str(reply.pop("who")), str(reply.pop("address"))
        phases = engine().phases if reply.pop("is_asked", True) else ()
        kept = {key: reply.pop(key) for key in ("first_replies", "everything_waits")}
        screening = SiteSettings("A", **kept)  # type: ignore[arg-type]
        user = self.cast.user(who) if who else None
        sealed = engine().addresses.seal(address) if address and not user else None
        number = len(self.comments)
        submission = Submission(f"Rhea {number}", "", user=user, address=sealed, **reply)  # type: ignore[arg-type]
        rendered = render_comment(submission.text)
        comment = submit_comment(self.post, submission, rendered, phases, at, lambda: None, screening)
        self.comments.append(comment)

    def decide(self, at: datetime, number: int, action: Action) -> None:
        if number < len(self.comments):
            comment = self.comments[number]
            self.decisions.append(decide(comment, action, COMMAND_LINE, at, comment.version))

    def undo(self, at: datetime, back: int) -> None:
        if back < len(self.decisions):
            self.decisions.append(undo(self.decisions[-1 - back], COMMAND_LINE, at))

    def decide_many(self, at: datetime, numbers: set[int], action: Action) -> None:
        comments = [self.comments[number] for number in sorted(numbers) if number < len(self.comments)]
        versions = {comment.id: comment.version for comment in comments}
        self.runs.append(decide_many(versions, comments, action, self.cast.user("mo").as_actor(), at).id)

    def undo_many(self, at: datetime, back: int) -> None:
        if back < len(self.runs):
            decisions = decisions_of_run(self.runs[-1 - back], self.cast.user("mo"))
            undo_many(decisions, self.cast.user("mo").as_actor(), at)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_what_is_approved_was_decided_or_has_a_finding_that_says_why(
    app: Flask, cast: Cast, taken: list[tuple[object, ...]]
) -> None:
    with app.app_context():
        site = Site(db.session.get(Post, 1) or make_post(cast), cast)
        for number, (name, *arguments) in enumerate(taken, start=1):
            act: Callable[..., None] = getattr(site, str(name))
            with suppress(BlogError):  # what is refused has not happened
                act(NOW + timedelta(minutes=number), *arguments)
            for comment in site.comments:
                assert says_why(comment), f"after {name}: {comment.status}"
        db.session.rollback()


def says_why(comment: Comment) -> bool:
    """Whether its last decision leads to its status; without one, whether screening says why it was let in."""
    decision = last_decision(comment)
    if decision:
        is_approved = comment.status is CommentStatus.APPROVED
        return decision.to_status is comment.status and (lets_in(decision) or not is_approved)
    codes = set(db.session.scalars(db.select(StoredFinding.code).where(StoredFinding.comment_id == comment.id)))
    return comment.status is not CommentStatus.APPROVED or bool(codes & LET_IN)


def lets_in(decision: Decision) -> bool:
    """Approving does; bringing back and undoing do where it was approved before."""
    if decision.undoes_id:
        return db.session.get_one(Decision, decision.undoes_id).from_status is CommentStatus.APPROVED
    if decision.action == Action.RESTORE:
        return decision.before is CommentStatus.APPROVED
    return decision.action == Action.APPROVE


def test_a_reply_that_nobody_let_in_would_be_found(app: Flask, cast: Cast) -> None:
    with app.app_context():
        site = Site(make_post(cast), cast)
        site.submit(NOW, {"text": "A", "who": "", "address": "", "first_replies": 1, "everything_waits": False})
        assert says_why(site.comments[0])
        site.comments[0].status = CommentStatus.APPROVED
        assert not says_why(site.comments[0])
        db.session.rollback()


def test_no_other_code_sets_the_status_of_a_reply() -> None:
    assert {door for path in sorted((ROOT / "blog").rglob("*.py")) for door in doors_in(path)} == DOORS


def doors_in(path: Path) -> Iterator[tuple[str, str]]:
    """The functions that assign `status` of a reply, make one with a status, or change it in bulk."""
    name = path.relative_to(ROOT).as_posix()
    for function in ast.walk(ast.parse(path.read_text())):
        if isinstance(function, ast.FunctionDef) and any(_sets_status(node) for node in ast.walk(function)):
            yield name, function.name


def _sets_status(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign):
        targets = [part for target in node.targets for part in ast.walk(target)]
        return any(
            isinstance(each, ast.Attribute) and each.attr == "status" and ast.unparse(each.value) == "comment"
            for each in targets
        )
    return isinstance(node, ast.Call) and "Comment" in ast.unparse(node.func) and _names_status(node)


def _names_status(call: ast.Call) -> bool:
    """`Comment(status=…)`, and `update(Comment)….values(status=…)`."""
    makes = ast.unparse(call.func) == "Comment"
    changes = ast.unparse(call.func).endswith(".values")
    return (makes or changes) and any(keyword.arg == "status" for keyword in call.keywords)
