"""How a returning writer is known: by their browser, never by what they type.

A browser that is to remember its writer makes up a random key, keeps it to itself, and sends it with each reply. The
database knows the key by its hash, together with the writer, and which replies came with it. So the key proves one
thing: that this browser sent those replies. Who types somebody else's address begins with none.
"""

import hashlib
import re
from datetime import datetime

from sqlalchemy import select

from blog.comments.models import BrowserReply, Comment, WriterBrowser
from blog.database import db

_KEY = re.compile(r"[0-9a-f]{64}", re.ASCII)


def as_browser_key(text: str) -> str:
    """A key as our script makes them, else nothing."""
    return text if _KEY.fullmatch(text) else ""


def key_hash(writer_id: int, key: str) -> str:
    """Different for each writer, so that two of them in one browser have nothing in common here."""
    return hashlib.sha256(f"{writer_id}\0{key}".encode()).hexdigest()


def remember_browser(comment: Comment, key: str, at: datetime) -> None:
    """Note that this reply, flushed, came from the browser that has this key."""
    if not key or comment.writer_id is None:
        return
    db.session.add(BrowserReply(comment_id=comment.id, browser_id=_browser_with(comment.writer_id, key, at).id))


def _browser_with(writer_id: int, key: str, at: datetime) -> WriterBrowser:
    hashed = key_hash(writer_id, key)
    browser = db.session.scalar(select(WriterBrowser).where(WriterBrowser.key_hash == hashed))
    if browser is None:
        browser = WriterBrowser(writer_id=writer_id, key_hash=hashed, first_seen_at=at)
        db.session.add(browser)
        db.session.flush()
    return browser
