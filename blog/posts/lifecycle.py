"""What a post can be, and what can become of it."""

from enum import StrEnum

from blog.errors import N_, Conflict, Term


class PostStatus(StrEnum):
    """Published with a time that is still to come means scheduled."""

    DRAFT = N_("draft")
    PUBLISHED = N_("published")
    TRASH = N_("trash")


class PostKind(StrEnum):
    """A page stands outside the order of time: at `/<slug>/`, in no archive and no feed."""

    POST = N_("post")
    PAGE = N_("page")


class TermKind(StrEnum):
    """What orders posts, by the first segment of its archive's address."""

    TAG = "tag"
    CATEGORY = "category"
    SERIES = "series"


class PostAction(StrEnum):
    PUBLISH = "publish"
    SCHEDULE = "schedule"
    UNPUBLISH = "unpublish"
    TRASH = "trash"
    RESTORE = "restore"


_NEXT: dict[tuple[PostStatus, PostAction], PostStatus] = {
    (PostStatus.DRAFT, PostAction.PUBLISH): PostStatus.PUBLISHED,
    (PostStatus.DRAFT, PostAction.SCHEDULE): PostStatus.PUBLISHED,
    (PostStatus.DRAFT, PostAction.TRASH): PostStatus.TRASH,
    (PostStatus.PUBLISHED, PostAction.PUBLISH): PostStatus.PUBLISHED,
    (PostStatus.PUBLISHED, PostAction.SCHEDULE): PostStatus.PUBLISHED,
    (PostStatus.PUBLISHED, PostAction.UNPUBLISH): PostStatus.DRAFT,
    (PostStatus.PUBLISHED, PostAction.TRASH): PostStatus.TRASH,
}


class ImpossibleNow(Conflict):
    """The act does not fit what the post is at this moment."""

    default = N_("This can't be done to a post that is %(status)s.")


def next_status(now: PostStatus, action: PostAction, before_trash: PostStatus | None) -> PostStatus:
    """Where `action` leads from `now`. Restoring leads back to `before_trash`. Raises ImpossibleNow."""
    if now is PostStatus.TRASH and action is PostAction.RESTORE:
        return before_trash or PostStatus.DRAFT
    if (now, action) not in _NEXT:
        raise ImpossibleNow(status=Term(now.value))
    return _NEXT[now, action]
