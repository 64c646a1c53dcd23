"""Statuses and notices of the desk in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from blog.errors import N_, Term
from blog.posts.bulk import INVERSE, BulkAction
from blog.posts.desk_list import DeskStatus
from blog.posts.lifecycle import PostKind, PostStatus, TermKind
from blog.posts.models import Post
from blog.posts.publishing import is_out
from blog.record.acts import Verb
from blog.record.models import Act
from blog.web.error_pages import fill_in
from blog.web.language import gettext, ngettext

STATUSES = {
    PostStatus.DRAFT: N_("Draft"),
    PostStatus.PUBLISHED: N_("Published"),
    PostStatus.TRASH: N_("Trash"),
}

DESK_STATUSES = {
    DeskStatus.DRAFT: N_("Drafts"),
    DeskStatus.SCHEDULED: N_("Scheduled"),
    DeskStatus.PUBLISHED: N_("Published"),
    DeskStatus.TRASH: N_("Trash"),
}

KINDS = {
    PostKind.POST: N_("Posts"),
    PostKind.PAGE: N_("Pages"),
}

BULK_BUTTONS = {
    BulkAction.UNPUBLISH: N_("Unpublish"),
    BulkAction.TRASH: N_("Move to the trash"),
    BulkAction.RESTORE: N_("Restore"),
}

TERMS = {
    TermKind.TAG: N_("Tag"),
    TermKind.CATEGORY: N_("Category"),
    TermKind.SERIES: N_("Series"),
}

# What a revision holds beside title and text, as the form names it.
FIELDS = {
    "slug": N_("Address"),
    "excerpt": N_("Excerpt"),
    "tags": N_("Tags"),
    "category": N_("Category"),
    "series": N_("Series"),
    "publish_at": N_("Time of publication"),
    "comments": N_("Replies"),
}

WARNINGS = {
    "long_title": N_("The title is longer than feed readers and search results show."),
    "no_excerpt": N_("There is no excerpt: lists and feeds show the beginning of the text."),
    "no_alternative": N_("This picture has no words for those who can’t see it."),
    "skipped_level": N_("This heading is more than one level below the one before it."),
    "dead_link": N_("This address leads to nothing that readers can see."),
    "over_budget": N_("This text is too intricate to be formatted, and is shown as it was typed."),
    "too_long_to_check": N_("This text is too long to be looked through line by line."),
}

NOTICES = {
    "save": N_("Saved."),
    "publish": N_("Published. Readers see this text now."),
    "schedule": N_("Scheduled. It appears by itself when its time has come."),
    "unpublish": N_("Taken back. It is a draft again, and readers no longer see it."),
    "trash": N_("Moved to the trash. Nothing is lost: “Restore” brings it back."),
    "restore": N_("Restored."),
    "pin": N_("Pinned. It stands first on the home page now."),
    "unpin": N_("No longer pinned."),
    "discard": N_("The unsaved text is discarded."),
    "restored": N_("The older text is back, as a new revision. Readers see no change before you publish it."),
    "restored-already": N_("That is the text that you have: there was nothing to bring back."),
}


def status_word(post: Post, now: datetime) -> str:
    """The status as people say it, scheduled among them."""
    if post.status is PostStatus.PUBLISHED and post.published_at and post.published_at > now:
        return gettext("Scheduled")
    return gettext(STATUSES[post.status])


def notice_of(action: str, post: Post | None, now: datetime) -> str | None:
    """What was just done; for a saved post that readers see, that they still see the older text."""
    if action == "save" and post and post.live_number and post.live_number != post.head_number:
        return gettext("Saved. Readers still see the version that you published.")
    if action == "restore" and post and is_out(post, now):
        return gettext("Restored. Readers see it again.")
    return gettext(NOTICES[action]) if action in NOTICES else None


def term_notice(act: Act) -> str:
    """What was done to a tag, category or series."""
    was = act.details
    if "undoes" in was:
        return gettext("“%(name)s” is there again, with its posts.", name=was["name"])
    if act.verb == Verb.TERM_MERGED:
        return gettext("“%(name)s” is now part of “%(into)s”.", name=was["name"], into=was["into_name"])
    return gettext("“%(before)s” is now called “%(name)s”.", before=was["name_before"], name=was["name"])


@dataclass(frozen=True)
class RunNotice:
    """What became of many posts at once; `undo` is the id of the run, where it can be taken back."""

    text: str
    details: list[str]
    undo: int | None


def run_notice(run: Act, titles: dict[int, str]) -> RunNotice:
    """`titles` are those of the posts on which it could not be done."""
    was = run.details
    details = []
    if waiting := len(was["waiting"]):
        details.append(
            ngettext(
                "%(num)d of them waits with other changes until it is published.",
                "%(num)d of them wait with other changes until they are published.",
                waiting,
            )
        )
    details += [f"“{titles.get(post_id, '')}”: {_reason(*why)}" for post_id, *why in was["refused"]]
    if missing := was["missing"]:
        details.append(
            ngettext(
                "%(num)d is not there any more, or is not yours.",
                "%(num)d are not there any more, or are not yours.",
                missing,
            )
        )
    can_be_undone = was["done"] and was["action"] in INVERSE and not was["undoes"]
    return RunNotice(_run_sentence(was), details, run.id if can_be_undone else None)


def _reason(message: str, values: dict[str, Any]) -> str:
    """As it was raised: words among the values were terms."""
    return fill_in(message, {name: Term(value) if isinstance(value, str) else value for name, value in values.items()})


def _run_sentence(was: dict[str, Any]) -> str:
    num, name = len(was["done"]) + len(was["waiting"]), was["name"]
    match BulkAction(was["action"]):
        case BulkAction.TRASH:
            return ngettext("%(num)d post moved to the trash.", "%(num)d posts moved to the trash.", num)
        case BulkAction.RESTORE:
            return ngettext("%(num)d post restored.", "%(num)d posts restored.", num)
        case BulkAction.UNPUBLISH:
            return ngettext("%(num)d post is a draft again.", "%(num)d posts are drafts again.", num)
        case BulkAction.ADD_TAG:
            return ngettext(
                "%(num)d post has the tag “%(name)s” now.", "%(num)d posts have the tag “%(name)s” now.", num, name=name
            )
        case BulkAction.SET_CATEGORY if not name:
            return ngettext("%(num)d post is in no category now.", "%(num)d posts are in no category now.", num)
    return ngettext("%(num)d post is in “%(name)s” now.", "%(num)d posts are in “%(name)s” now.", num, name=name)
