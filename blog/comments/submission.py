"""A reply arrives."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime

from blog.accounts.models import User
from blog.accounts.permissions import may_moderate_post
from blog.comments.duplicates import SaidAlready, fingerprint, is_here
from blog.comments.facts import StoredFacts
from blog.comments.incoming import Context, Submission
from blog.comments.lifecycle import CommentStatus, band_of
from blog.comments.models import Comment, StoredFinding
from blog.comments.moving import arrived
from blog.comments.remembering import remember_browser
from blog.comments.repeats import keep_gist
from blog.comments.screening import Phase, Screening, screen
from blog.comments.writers import writer_with
from blog.database import db
from blog.errors import N_, NotAllowed, Refused
from blog.jobs.enqueue import enqueue
from blog.posts.models import Post
from blog.record.acts import A_READER, Actor, Verb, record
from blog.settings.keys import DEFAULT_SCREENING, ScreeningSettings
from blog.settings.queries import read_setting
from blog.text.language import guess_language
from blog.text.markup import Rendered


class CommentsClosed(NotAllowed):
    default = N_("Replies to this post are closed. Your words are kept below, so that you can take them with you.")


class CommentsPaused(CommentsClosed):
    default = N_(
        "Replies are paused on this site for a while. Your words are kept below, so that you can take them with you."
    )


def submit_comment(
    post: Post,
    submission: Submission,
    rendered: Rendered,
    phases: Sequence[Phase],
    at: datetime,
    admit: Callable[[], None],
    settings: ScreeningSettings = DEFAULT_SCREENING,
) -> Comment:
    """Screen a reply to a public post and keep it. `rendered` is what `render_comment` made of its text.

    `admit` is asked last, when nothing else stands against the reply, and may raise TooSoon. Raises what
    `check_submission` raises.
    """
    check_submission(post, submission)
    admit()
    parent = find_answered(post, submission.parent_id)
    may_moderate, facts = may_moderate_post(submission.user, post), StoredFacts(submission, post, rendered, at)
    context = Context(post, parent, rendered, may_moderate, at, settings, facts)
    screening = screen(submission, context, phases)
    comment = _keep(submission, context, screening)
    record(Verb.COMMENT_SUBMITTED, _actor(submission), at, comment.id, status=comment.status.value)
    if any("rules" in finding.values for finding in screening.findings):
        enqueue("count_rule_hits", at, comment_id=comment.id)
    if comment.status is CommentStatus.PENDING:
        enqueue("reply_held", at, key=str(comment.id), comment_id=comment.id, revision=comment.revision_number)
    return comment


def check_submission(post: Post, submission: Submission) -> None:
    """Whether it could be kept now, limits apart. Cheap, so that it can be asked before anything costly is done.

    Raises CommentsClosed, Refused (field `parent`) and SaidAlready.
    """
    require_open(post, submission.user)
    find_answered(post, submission.parent_id)
    if is_here(fingerprint(post.id, submission.parent_id, submission.name, submission.text)):
        raise SaidAlready


def without_limit() -> None:
    """Admits: who may moderate the post may write as quickly as they like."""


def require_open(post: Post, user: User | None) -> None:
    """Raises CommentsClosed; during a pause CommentsPaused, except for who may moderate the post."""
    if not post.comments_open:
        raise CommentsClosed
    if read_setting("replies_paused") and not may_moderate_post(user, post):
        raise CommentsPaused


def find_answered(post: Post, parent_id: int | None) -> Comment | None:
    """The approved reply to this very post that is answered. Any other is refused in the same words."""
    if parent_id is None:
        return None
    parent = db.session.get(Comment, parent_id) if parent_id < 2**63 else None
    if parent is None or parent.post_id != post.id or parent.status is not CommentStatus.APPROVED:
        raise Refused(
            N_("The reply that you answer is not here any more. Send yours again to reply to the post instead."),
            field="parent",
        )
    return parent


def _keep(submission: Submission, context: Context, screening: Screening) -> Comment:
    comment = Comment(
        post_id=context.post.id,
        parent_id=submission.parent_id,
        writer=writer_with(submission.address, context.at) if submission.address else None,
        user_id=submission.user.id if submission.user else None,
        name=submission.name,
        url=submission.url,
        text=submission.text,
        html=context.rendered.html,
        removals=[asdict(removal) for removal in context.rendered.removals],
        policy_version=context.rendered.policy_version,
        status=screening.status,
        status_at=context.at,
        fingerprint=fingerprint(context.post.id, submission.parent_id, submission.name, submission.text),
        network=submission.network,
        seconds_taken=submission.seconds_taken,
        language=guess_language(submission.text),
        spam_score=screening.score,
        score_band=None if screening.score is None else band_of(screening.score),
        submitted_at=context.at,
        findings=[StoredFinding(code=found.code.value, values=found.values) for found in screening.findings],
    )
    db.session.add(comment)
    db.session.flush()
    arrived(comment)
    keep_gist(comment)
    remember_browser(comment, submission.browser_key, context.at)
    return comment


def _actor(submission: Submission) -> Actor:
    """Whoever wrote it. A reader is not named in the record: the reply itself names them, until it is erased."""
    return submission.user.as_actor() if submission.user else A_READER
