"""The record in words: who did what to what."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from blog.comments.lifecycle import Action
from blog.errors import N_, Term
from blog.moderation.models import UNDO
from blog.moderation.record_subjects import Subjects
from blog.moderation.record_verbs import SENTENCES
from blog.posts.bulk import BulkAction
from blog.record.acts import Verb, actor_of
from blog.record.models import Act
from blog.settings.wording import SETTINGS
from blog.web.language import gettext, ngettext


@dataclass(frozen=True)
class Piece:
    """Part of a sentence. `is_name`: people chose these words, which may be of any script."""

    text: str
    href: str | None = None
    is_name: bool = False


ACTIONS: Mapping[str, str] = {
    Action.APPROVE: N_("%(who)s approved %(what)s"),
    Action.HOLD: N_("%(who)s held %(what)s"),
    Action.SPAM: N_("%(who)s marked %(what)s as spam"),
    Action.TRASH: N_("%(who)s moved %(what)s to the trash"),
    Action.RESTORE: N_("%(who)s restored %(what)s"),
    Action.DELETE: N_("%(who)s deleted %(what)s for good"),
    UNDO: N_("%(who)s put %(what)s back"),
    BulkAction.UNPUBLISH: N_("%(who)s made %(what)s a draft again"),
    BulkAction.ADD_TAG: N_("%(who)s gave %(what)s the tag “%(name)s”"),
    BulkAction.SET_CATEGORY: N_("%(who)s put %(what)s into the category “%(name)s”"),
}
UNMERGED = N_("%(who)s took “%(name)s” out of “%(into_name)s” again")

EITHER = {
    Verb.RULE_CHANGED: ("is_on", N_("%(who)s switched %(what)s on"), N_("%(who)s switched %(what)s off")),
    Verb.POST_PREMODERATION_CHANGED: (
        "waits",
        N_("%(who)s has every reply to %(what)s wait"),
        N_("%(who)s no longer has every reply to %(what)s wait"),
    ),
}
BANS = {"writer": N_("a ban of a writer"), "host": N_("a ban of a host"), "network": N_("a ban of a network")}
KINDS = {"tag": N_("tag"), "category": N_("category"), "series": N_("series")}


def pieces_of(act: Act, subjects: Subjects, for_a_file: bool = False) -> list[Piece]:
    """The sentence of an act. In a file a reply is named by its number, for its writer's name stays here."""
    was = act.details
    values = {name: Piece(_word(name, value), is_name=True) for name, value in was.items() if isinstance(value, str)}
    values |= {"who": _who(act), "what": _what(act, subjects, for_a_file)}
    return _fill_in(_sentence_of(act), values)


def _sentence_of(act: Act) -> str:
    was = act.details
    if act.verb in (Verb.COMMENT_DECIDED, Verb.COMMENTS_DECIDED, Verb.POSTS_CHANGED):
        return ACTIONS.get(was.get("action", ""), SENTENCES[Verb(act.verb)])
    if act.verb == Verb.TERM_MERGED and "undoes" in was:
        return UNMERGED if "into_name" in was else N_("%(who)s made “%(name)s” anew")
    return (
        SENTENCES[Verb(act.verb)]
        if act.verb in list(Verb)
        else N_("%(who)s did something that this release can't name")
    )


def _fill_in(message: str, values: Mapping[str, Piece]) -> list[Piece]:
    """The translated sentence, cut where its values stand: each language has an order of its own."""
    parts = gettext(message, **{name: f"\0{name}\0" for name in values}).split("\0")
    pieces = [values[part] if number % 2 else Piece(part) for number, part in enumerate(parts)]
    return [piece for piece in pieces if piece.text]


def _word(name: str, value: str) -> str:
    return gettext(KINDS[value]) if name == "kind" and value in KINDS else value


def _who(act: Act) -> Piece:
    actor = actor_of(act)
    return Piece(gettext(actor) if isinstance(actor, Term) else actor, is_name=True)


def _what(act: Act, subjects: Subjects, for_a_file: bool) -> Piece:
    name = NAMES.get(act.subject)
    return name(act, subjects, for_a_file) if name else Piece(gettext("something"))


def _comment(act: Act, subjects: Subjects, for_a_file: bool) -> Piece:
    comment = subjects.comments.get(act.subject_id or 0)
    if comment is None:
        return Piece(gettext("a reply"))
    title = comment.post.head.title
    href = url_for("moderation.show_comment", comment_id=comment.id)
    if for_a_file or comment.deleted_at:
        return Piece(gettext("reply %(id)d on “%(title)s”", id=comment.id, title=title), href, is_name=True)
    name = comment.shown_name
    return Piece(gettext("the reply by %(name)s on “%(title)s”", name=name, title=title), href, is_name=True)


def _comments(act: Act, subjects: Subjects, for_a_file: bool) -> Piece:
    return Piece(ngettext("%(num)d reply", "%(num)d replies", _how_many(act.details)))


def _post(act: Act, subjects: Subjects, for_a_file: bool) -> Piece:
    post = subjects.posts.get(act.subject_id or 0)
    if post is None:
        return Piece(gettext("a post"))
    return Piece(f"“{post.head.title}”", url_for("desk.show_editor", post_id=post.id), is_name=True)


def _posts(act: Act, subjects: Subjects, for_a_file: bool) -> Piece:
    return Piece(ngettext("%(num)d post", "%(num)d posts", _how_many(act.details)))


def _media(act: Act, subjects: Subjects, for_a_file: bool) -> Piece:
    media = subjects.media.get(act.subject_id or 0)
    if media is None:
        return Piece(gettext("a picture"))
    return Piece(gettext("a picture"), url_for("library.show_media", media_id=media.id))


def _user(act: Act, subjects: Subjects, for_a_file: bool) -> Piece:
    user = subjects.users.get(act.subject_id or 0)
    return Piece(user.name if user else gettext("somebody"), is_name=True)


def _term(act: Act, subjects: Subjects, for_a_file: bool) -> Piece:
    kind, name = act.details.get("kind", "tag"), act.details.get("name", "")
    return Piece(f"“{name}”", url_for("terms.show_terms", kind=kind), is_name=True)


def _setting(act: Act, subjects: Subjects, for_a_file: bool) -> Piece:
    acts = [act, *subjects.parts.get(act.id, [])]
    keys = [each.details["key"] for each in acts]
    names = ", ".join(gettext(SETTINGS[key]) if key in SETTINGS else key for key in keys)
    return Piece(names, url_for("settings.show_settings"))


def _rules(act: Act, subjects: Subjects, for_a_file: bool) -> Piece:
    """Rules may be gone, and their words are told by their page alone."""
    return Piece(ngettext("%(num)d rule", "%(num)d rules", len(act.details.get("rules", [act.subject_id]))))


def _ban(act: Act, subjects: Subjects, for_a_file: bool) -> Piece:
    kind = act.details.get("kind", "")
    return Piece(gettext(BANS[kind]) if kind in BANS else gettext("a ban"))


def _writer(act: Act, subjects: Subjects, for_a_file: bool) -> Piece:
    return Piece(gettext("a writer"), url_for("moderation.show_queue", author=act.subject_id))


def _how_many(was: dict[str, Any]) -> int:
    """Ids, or only their number."""
    done = was.get("done", 0)
    return (done if isinstance(done, int) else len(done)) + len(was.get("waiting", ()))


NAMES: Mapping[str, Callable[[Act, Subjects, bool], Piece]] = {
    "comment": _comment,
    "comments": _comments,
    "post": _post,
    "posts": _posts,
    "media": _media,
    "user": _user,
    "term": _term,
    "setting": _setting,
    "rule": _rules,
    "ban": _ban,
    "writer": _writer,
}
