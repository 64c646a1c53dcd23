"""How somebody wishes to work."""

from datetime import datetime

from blog.accounts.models import User
from blog.accounts.roles import MailChoice
from blog.record.acts import Actor, Verb, record


def choose_mails(user: User, choice: MailChoice, by: Actor, at: datetime) -> None:
    """When they hear by mail of replies that wait. What waits in the outbox already follows the new choice."""
    if user.mail_choice is not choice:
        before, user.mail_choice = user.mail_choice, choice
        record(Verb.USER_MAILS_CHOSEN, by, at, user.id, old=before.value, new=choice.value)


def choose_keys(user: User, uses_keys: bool, by: Actor, at: datetime) -> None:
    """Whether one key does something in the queue. Who speaks to the computer, or hits keys unawares, turns it off."""
    if user.uses_keys is not uses_keys:
        user.uses_keys = uses_keys
        record(Verb.USER_PROFILE_CHANGED, by, at, user.id, field="uses_keys", new=uses_keys)
