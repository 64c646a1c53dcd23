"""Whether one key does something in the queue: who speaks to the computer, or hits keys unawares, turns it off."""

from datetime import datetime

from blog.accounts.models import User
from blog.record.acts import Actor, Verb, record


def choose_keys(user: User, uses_keys: bool, by: Actor, at: datetime) -> None:
    if user.uses_keys is not uses_keys:
        user.uses_keys = uses_keys
        record(Verb.USER_PROFILE_CHANGED, by, at, user.id, field="uses_keys", new=uses_keys)
