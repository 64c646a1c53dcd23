"""What an empty site is filled with, so that a newcomer finds something to read and a queue with something to decide.

The people, posts and addresses are invented; some replies are hostile on purpose, to show what becomes of them.
"""

from datetime import datetime, timedelta
from pathlib import Path

from blog.sample.post_list import POSTS
from blog.sample.replies_refused import SPAM, TRASH
from blog.sample.replies_shown import APPROVED
from blog.sample.replies_waiting import PENDING
from blog.sample.shapes import SamplePerson, SamplePost, SampleReply

POSTS_FOLDER = Path(__file__).parent / "posts"

TAGLINE = "Bodies in motion, in plain words"
MENU = (("Anatomy", "/category/anatomy/"), ("The foot", "/series/the-foot-in-three-parts/"), ("About", "/about/"))

PEOPLE = (
    SamplePerson("ada", "Ada Holmqvist", "ada@example.org", "admin"),
    SamplePerson("edith", "Edith Carraway", "edith@example.org", "editor"),
    SamplePerson("arthur", "Arthur Fennimore", "arthur@example.org", "author"),
    SamplePerson("mo", "Mo Adeyinka", "mo@example.org", "moderator"),
)

REPLIES = APPROVED + PENDING + SPAM + TRASH


def body_of(post: SamplePost) -> str:
    return (POSTS_FOLDER / post.body_file).read_text(encoding="utf-8")


def written_at(reply: SampleReply, now: datetime) -> datetime:
    """When a reply arrived, on a site that is filled at `now`."""
    if reply.minutes_ago is not None:
        return now - timedelta(minutes=reply.minutes_ago)
    published_at = next(post.published_at for post in POSTS if post.key == reply.post)
    if published_at is None or reply.minutes_after_post is None:
        raise ValueError(f"reply {reply.key} has no time")
    return published_at + timedelta(minutes=reply.minutes_after_post)
