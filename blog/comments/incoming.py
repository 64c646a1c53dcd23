"""What arrives from a form, before anything is decided about it."""

from dataclasses import dataclass
from datetime import datetime

from blog.accounts.models import User
from blog.addresses import SealedAddress
from blog.comments.models import Comment
from blog.posts.models import Post
from blog.text.markup import Rendered


@dataclass(frozen=True)
class Submission:
    """A reply as its writer sent it: shape checked, nothing else.

    Someone signed in has `user` and no address. `seconds_taken` is None where no script told. `trap` is what stands
    in the field that people don't see. `shows_address`: they were asked about an address in their words and said yes.
    """

    name: str
    url: str
    text: str
    address: SealedAddress | None = None
    user: User | None = None
    parent_id: int | None = None
    network: str | None = None
    seconds_taken: float | None = None
    trap: str = ""
    shows_address: bool = False


@dataclass(frozen=True)
class Context:
    """What a phase may know beyond the submission."""

    post: Post
    parent: Comment | None
    rendered: Rendered
    may_moderate: bool
    at: datetime
