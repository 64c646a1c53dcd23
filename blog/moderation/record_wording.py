"""The record in words: who did what to what."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from blog.comments.lifecycle import Action
from blog.errors import N_, Term
from blog.moderation.models import UNDO
from blog.moderation.record_subjects import Subjects
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


SENTENCES: Mapping[Verb, str] = {
    Verb.JOB_RETRIED: N_("%(who)s had a job tried again"),
    Verb.USER_CREATED: N_("%(who)s made an account for %(what)s"),
    Verb.USER_SIGNED_IN: N_("%(who)s signed in"),
    Verb.USER_SIGNED_OUT: N_("%(who)s signed out"),
    Verb.USER_LINK_MADE: N_("%(who)s made a sign-in link for %(what)s"),
    Verb.USER_PASSWORD_CHANGED: N_("%(who)s chose a new password"),
    Verb.USER_PROFILE_CHANGED: N_("%(who)s changed the profile of %(what)s"),
    Verb.POST_CREATED: N_("%(who)s began %(what)s"),
    Verb.POST_SAVED: N_("%(who)s saved %(what)s"),
    Verb.POST_PUBLISHED: N_("%(who)s published %(what)s"),
    Verb.POST_SCHEDULED: N_("%(who)s scheduled %(what)s"),
    Verb.POST_UNPUBLISHED: N_("%(who)s made %(what)s a draft again"),
    Verb.POST_TRASHED: N_("%(who)s moved %(what)s to the trash"),
    Verb.POST_RESTORED: N_("%(who)s restored %(what)s"),
    Verb.POST_PINNED: N_("%(who)s pinned %(what)s"),
    Verb.POST_UNPINNED: N_("%(who)s took the pin off %(what)s"),
    Verb.TERM_RENAMED: N_("%(who)s renamed “%(name_before)s” to %(what)s"),
    Verb.TERM_MERGED: N_("%(who)s merged “%(name)s” with “%(into_name)s”"),
    Verb.TERM_DESCRIBED: N_("%(who)s described a %(kind)s"),
    Verb.TERM_DELETED: N_("%(who)s deleted the %(kind)s “%(name)s”"),
    Verb.POSTS_CHANGED: N_("%(who)s changed %(what)s"),
    Verb.POST_NOTE_CHANGED: N_("%(who)s changed the note on %(what)s"),
    Verb.POST_REVISION_RESTORED: N_("%(who)s went back to an earlier text of %(what)s"),
    Verb.POST_PREVIEW_LINK_MADE: N_("%(who)s made a link to a preview of %(what)s"),
    Verb.POST_PREVIEW_LINK_WITHDRAWN: N_("%(who)s withdrew a link to a preview of %(what)s"),
    Verb.POSTS_RERENDERED: N_("%(who)s derived the pages of posts again"),
    Verb.MEDIA_UPLOADED: N_("%(who)s uploaded %(what)s"),
    Verb.MEDIA_DESCRIBED: N_("%(who)s described %(what)s"),
    Verb.MEDIA_DELETED: N_("%(who)s deleted %(what)s"),
    Verb.COMMENT_SUBMITTED: N_("Arrived: %(what)s"),
    Verb.COMMENT_DECIDED: N_("%(who)s decided about %(what)s"),
    Verb.COMMENT_EDITED: N_("%(who)s edited %(what)s"),
    Verb.COMMENT_ANSWERED: N_("%(who)s answered %(what)s"),
    Verb.COMMENT_NOTED: N_("%(who)s left a note on %(what)s"),
    Verb.COMMENT_NOTE_REMOVED: N_("%(who)s removed a note on %(what)s"),
    Verb.CANNED_CREATED: N_("%(who)s made a canned answer"),
    Verb.CANNED_CHANGED: N_("%(who)s changed a canned answer"),
    Verb.CANNED_DELETED: N_("%(who)s deleted a canned answer"),
    Verb.COMMENT_ADDRESS_SHOWN: N_("%(who)s looked at the address of %(what)s"),
    Verb.COMMENTS_DECIDED: N_("%(who)s decided about %(what)s"),
    Verb.COMMENTS_RESANITIZED: N_("%(who)s derived the text of replies again"),
    Verb.USER_MAILS_CHOSEN: N_("%(who)s chose when to get mail"),
    Verb.WRITER_TRUST_CHANGED: N_("%(who)s changed the trust in %(what)s"),
    Verb.POST_PREMODERATION_CHANGED: N_("%(who)s changed whether replies to %(what)s wait"),
    Verb.FILTER_SAVED: N_("%(who)s saved a filter of the queue"),
    Verb.FILTER_RENAMED: N_("%(who)s renamed a filter of the queue"),
    Verb.FILTER_DELETED: N_("%(who)s deleted a filter of the queue"),
    Verb.RULE_CREATED: N_("%(who)s made %(what)s"),
    Verb.RULE_CHANGED: N_("%(who)s changed %(what)s"),
    Verb.RULE_DELETED: N_("%(who)s deleted %(what)s"),
    Verb.BAN_CREATED: N_("%(who)s made %(what)s"),
    Verb.BAN_LIFTED: N_("%(who)s lifted %(what)s"),
    Verb.REASON_ADDED: N_("%(who)s added the reason “%(title)s”"),
    Verb.REASON_CHANGED: N_("%(who)s changed the reason “%(title)s”"),
    Verb.REASON_REMOVED: N_("%(who)s removed the reason “%(title)s”"),
    Verb.SETTING_CHANGED: N_("%(who)s changed the settings: %(what)s"),
    Verb.RECORD_EXPORTED: N_("%(who)s exported the record"),
}

# Of acts whose details name an action.
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

# In the list to choose from.
VERBS: Mapping[Verb, str] = {
    Verb.JOB_RETRIED: N_("Jobs tried again"),
    Verb.USER_CREATED: N_("New accounts"),
    Verb.USER_SIGNED_IN: N_("Sign-ins"),
    Verb.USER_SIGNED_OUT: N_("Sign-outs"),
    Verb.USER_LINK_MADE: N_("Sign-in links"),
    Verb.USER_PASSWORD_CHANGED: N_("Passwords"),
    Verb.USER_PROFILE_CHANGED: N_("Profiles"),
    Verb.POST_CREATED: N_("Posts begun"),
    Verb.POST_SAVED: N_("Posts saved"),
    Verb.POST_PUBLISHED: N_("Posts published"),
    Verb.POST_SCHEDULED: N_("Posts scheduled"),
    Verb.POST_UNPUBLISHED: N_("Posts made drafts again"),
    Verb.POST_TRASHED: N_("Posts trashed"),
    Verb.POST_RESTORED: N_("Posts restored"),
    Verb.POST_PINNED: N_("Posts pinned"),
    Verb.POST_UNPINNED: N_("Pins taken off"),
    Verb.TERM_RENAMED: N_("Tags, categories, series renamed"),
    Verb.TERM_MERGED: N_("Tags, categories, series merged"),
    Verb.TERM_DESCRIBED: N_("Tags, categories, series described"),
    Verb.TERM_DELETED: N_("Tags, categories, series deleted"),
    Verb.POSTS_CHANGED: N_("Many posts at once"),
    Verb.POST_NOTE_CHANGED: N_("Notes on posts"),
    Verb.POST_REVISION_RESTORED: N_("Earlier texts of posts brought back"),
    Verb.POST_PREVIEW_LINK_MADE: N_("Links to previews"),
    Verb.POST_PREVIEW_LINK_WITHDRAWN: N_("Links to previews withdrawn"),
    Verb.POSTS_RERENDERED: N_("Posts derived again"),
    Verb.MEDIA_UPLOADED: N_("Pictures uploaded"),
    Verb.MEDIA_DESCRIBED: N_("Pictures described"),
    Verb.MEDIA_DELETED: N_("Pictures deleted"),
    Verb.COMMENT_SUBMITTED: N_("Replies arrived"),
    Verb.COMMENT_DECIDED: N_("Decisions about a reply"),
    Verb.COMMENT_ADDRESS_SHOWN: N_("Looks at an address"),
    Verb.COMMENT_EDITED: N_("Edits of replies"),
    Verb.COMMENT_ANSWERED: N_("Answers from the queue"),
    Verb.COMMENT_NOTED: N_("Notes left"),
    Verb.COMMENT_NOTE_REMOVED: N_("Notes removed"),
    Verb.CANNED_CREATED: N_("Canned answers made"),
    Verb.CANNED_CHANGED: N_("Canned answers changed"),
    Verb.CANNED_DELETED: N_("Canned answers deleted"),
    Verb.COMMENTS_DECIDED: N_("Decisions about many replies"),
    Verb.COMMENTS_RESANITIZED: N_("Replies derived again"),
    Verb.USER_MAILS_CHOSEN: N_("Choices of mails"),
    Verb.WRITER_TRUST_CHANGED: N_("Trust in writers"),
    Verb.POST_PREMODERATION_CHANGED: N_("Posts whose replies wait"),
    Verb.FILTER_SAVED: N_("Filters saved"),
    Verb.FILTER_RENAMED: N_("Filters renamed"),
    Verb.FILTER_DELETED: N_("Filters deleted"),
    Verb.RULE_CREATED: N_("Rules made"),
    Verb.RULE_CHANGED: N_("Rules changed"),
    Verb.RULE_DELETED: N_("Rules deleted"),
    Verb.BAN_CREATED: N_("Bans"),
    Verb.BAN_LIFTED: N_("Bans lifted"),
    Verb.REASON_ADDED: N_("Reasons added"),
    Verb.REASON_CHANGED: N_("Reasons changed"),
    Verb.REASON_REMOVED: N_("Reasons removed"),
    Verb.SETTING_CHANGED: N_("Settings"),
    Verb.RECORD_EXPORTED: N_("Exports of the record"),
}
# Of acts whose details say yes or no.
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
