"""Who may undo what: whoever may do such an act. About what no question is asked here, nobody may."""

from collections.abc import Callable, Mapping

from sqlalchemy import select

from blog.accounts.permissions import (
    Person,
    may_change_settings,
    may_edit_every_post,
    may_edit_post,
    may_moderate_everything,
    may_moderate_post,
)
from blog.comments.models import Comment
from blog.database import db
from blog.moderation.models import Decision
from blog.posts.models import Post
from blog.record.acts import Verb
from blog.record.models import Act


def may_undo(person: Person, act: Act) -> bool:
    question = RIGHTS_TO_UNDO.get(Verb(act.verb)) if act.verb in list(Verb) else None
    return question is not None and question(person, act)


def _reply(person: Person, act: Act) -> bool:
    comment = db.session.get(Comment, act.subject_id)
    return comment is not None and may_moderate_post(person, comment.post)


def _run_of_replies(person: Person, act: Act) -> bool:
    """Whose right is limited to own posts undoes own runs, if all of it is still within that right."""
    if may_moderate_everything(person):
        return True
    query = select(Post.author_id).join(Comment).join(Decision).join(Decision.act).where(Act.cause_id == act.id)
    posts = db.session.scalars(query.distinct())
    return act.user_id == person.id and all(may_moderate_post(person, _Owned(author_id)) for author_id in posts)


class _Owned:
    def __init__(self, author_id: int) -> None:
        self.author_id = author_id


def _post(person: Person, act: Act) -> bool:
    post = db.session.get(Post, act.subject_id)
    return post is not None and may_edit_post(person, post)


def _run_of_posts(person: Person, act: Act) -> bool:
    return may_edit_every_post(person) or (act.user_id == person.id and may_edit_post(person, _Owned(person.id)))


def _replies_of_post(person: Person, act: Act) -> bool:
    post = db.session.get(Post, act.subject_id)
    return post is not None and may_moderate_post(person, post)


def _everything(person: Person, act: Act) -> bool:
    return may_moderate_everything(person)


def _every_post(person: Person, act: Act) -> bool:
    return may_edit_every_post(person)


def _setting(person: Person, act: Act) -> bool:
    return may_change_settings(person)


RIGHTS_TO_UNDO: Mapping[Verb, Callable[[Person, Act], bool]] = {
    Verb.COMMENT_DECIDED: _reply,
    Verb.COMMENTS_DECIDED: _run_of_replies,
    Verb.WRITER_TRUST_CHANGED: _everything,
    Verb.POST_PREMODERATION_CHANGED: _replies_of_post,
    Verb.COMMENT_EDITED: _reply,
    Verb.COMMENT_ANSWERED: _reply,
    Verb.COMMENT_NOTED: _reply,
    Verb.COMMENT_NOTE_REMOVED: _reply,
    Verb.CANNED_CREATED: _everything,
    Verb.CANNED_CHANGED: _everything,
    Verb.CANNED_DELETED: _everything,
    Verb.SETTING_CHANGED: _setting,
    Verb.REASON_ADDED: _everything,
    Verb.REASON_CHANGED: _everything,
    Verb.REASON_REMOVED: _everything,
    Verb.POST_TRASHED: _post,
    Verb.POST_RESTORED: _post,
    Verb.POST_PINNED: _every_post,
    Verb.POST_UNPINNED: _every_post,
    Verb.POSTS_CHANGED: _run_of_posts,
    Verb.TERM_RENAMED: _every_post,
    Verb.TERM_MERGED: _every_post,
    Verb.RULE_CREATED: _everything,
    Verb.RULE_CHANGED: _everything,
    Verb.RULE_DELETED: _everything,
    Verb.BAN_CREATED: _everything,
    Verb.BAN_LIFTED: _everything,
}
