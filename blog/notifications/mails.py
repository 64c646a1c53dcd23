"""What the mails say. Nothing that a reader wrote can be clicked in them, and no reader's address is in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from blog.accounts.models import User
from blog.comments.lifecycle import Action
from blog.comments.models import Comment
from blog.comments.wording import finding_sentence, findings_to_show
from blog.mail.message import Message, one_line
from blog.moderation.wording import BUTTONS
from blog.notifications.act_links import links_for
from blog.text.defusing import defused, host_in_words
from blog.text.excerpt import plain_text
from blog.text.links import links_in
from blog.web.engine import engine
from blog.web.mails import write_mail

LONGEST_TEXT, LONGEST_IN_DIGEST = 2000, 300  # characters
LONGEST_NAME, LONGEST_TITLE = 80, 120
MOST_SHOWN = 10  # replies in a digest
MOST_HOSTS = 20

REPLY_HELD = ("mail/reply_held/subject.txt", "mail/reply_held/body.txt", "mail/reply_held/body.html")
DIGEST = ("mail/replies_digest/subject.txt", "mail/replies_digest/body.txt", "mail/replies_digest/body.html")


@dataclass(frozen=True)
class MailedReply:
    """A reply as a mail shows it: words, and the addresses of our own that lead on."""

    name: str
    title: str
    at: datetime
    text: str
    is_cut: bool
    hosts: tuple[str, ...]
    reasons: tuple[str, ...]
    removals: int
    acts: tuple[tuple[str, str], ...]
    url: str
    ends_at: datetime

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()


def reply_held_mail(comment: Comment, user: User, key: str, at: datetime) -> Message:
    """One reply waits."""
    reply = _mailed(comment, user, at, LONGEST_TEXT)
    return _mail(user, key, REPLY_HELD, reply=reply)


def digest_mail(comments: Sequence[Comment], user: User, key: str, at: datetime) -> Message:
    """Several wait; the first of them are shown."""
    replies = [_mailed(comment, user, at, LONGEST_IN_DIGEST) for comment in comments[:MOST_SHOWN]]
    return _mail(user, key, DIGEST, replies=replies, count=len(comments), more=len(comments) - len(replies))


def _mail(user: User, key: str, templates: tuple[str, str, str], **values: object) -> Message:
    account = url_for("accounts.show_account", _external=True)
    queue = url_for("moderation.show_queue", _external=True)
    address = user.open_address(engine().addresses)
    headers = (("List-Unsubscribe", f"<{account}>"),)
    return write_mail(
        address, key, templates, headers, queue=queue, account=account, user=user, act_buttons=BUTTONS, **values
    )


def _mailed(comment: Comment, user: User, at: datetime, limit: int) -> MailedReply:
    text = defused(_beginning(plain_text(comment.html), 4 * limit))
    links = links_for(comment, user, at)
    hosts = dict.fromkeys(host_in_words(link.shown_host) for link in links_in(comment.html) if link.shown_host)
    return MailedReply(
        name=_short(defused(one_line(comment.shown_name)), LONGEST_NAME),
        title=_short(one_line(comment.post.head.title), LONGEST_TITLE),
        at=comment.submitted_at,
        text=_short(text, limit),
        is_cut=len(text) > limit,
        hosts=tuple(hosts)[:MOST_HOSTS],
        reasons=tuple(_reasons(comment)),
        removals=len(comment.removals),
        acts=tuple((action.value, _act_url(link.token(_secret()))) for action, link in links.items()),
        url=url_for("moderation.show_comment", comment_id=comment.id, _external=True),
        ends_at=links[Action.APPROVE].ends_at,
    )


def _reasons(comment: Comment) -> list[str]:
    return [defused(one_line(finding_sentence(found.code, found.values))) for found in findings_to_show(comment)]


def _act_url(token: str) -> str:
    return url_for("act_links.show_act", token=token, _external=True)


def _secret() -> str:
    return engine().settings.secret_key


def _beginning(text: str, limit: int) -> str:
    """Enough for a mail, cut where nobody's address is cut in two."""
    if len(text) <= limit:
        return text
    last_word = text[:limit].split()[-1:]
    return text[:limit].removesuffix(*last_word) + "…" if last_word else "…"


def _short(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
