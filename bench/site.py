"""A site to measure: a database of its own, filled quickly, and servers on free ports of this machine."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import func, insert, select

from blog.accounts.models import User
from blog.accounts.registration import register
from blog.accounts.roles import Role
from blog.accounts.sign_in import sign_in
from blog.app import create_app
from blog.clock import utcnow
from blog.comments.lifecycle import CommentStatus
from blog.comments.models import Comment, StoredFinding
from blog.comments.moving import recount
from blog.database import db, transaction
from blog.posts.drafting import Manuscript, create_draft
from blog.posts.models import Post
from blog.posts.publishing import publish_post
from blog.record.acts import COMMAND_LINE
from blog.text.render import render_comment, render_post
from blog.web.engine import engine
from config import Settings
from tests.server import Server

TIME = datetime(2026, 1, 2, tzinfo=UTC)
WORDS = (
    "Thank you for this. I tried the third one every morning for **two weeks**, and it is easier now.\n\n"
    "> Sit tall, lift one knee and count.\n\n"
    "Does it matter which leg comes first? See https://example.org/legs for mine."
)
BODY = (
    "It starts beside the spine.\n\n1. **One.** It is long.\n2. **Two.** It is deep.\n3. **Three.** It is patient.\n"
    * 4
)


@dataclass
class BenchSite:
    """The application in this process, and `server()` for the same data in processes of their own."""

    app: Flask
    data_dir: Path
    running: list[Server] = field(default_factory=list)

    def server(self, application: str = "wsgi:app", **environ: str) -> Server:
        quiet = {"RATE_LIMITS": "off", "LOG_LEVEL": "warning"}
        server = Server(self.data_dir, application, worker=False, **quiet, **environ)
        self.running.append(server)
        return server.start()

    def stop(self) -> None:
        for server in self.running:
            server.stop()
        self.running.clear()

    def address(self, replies: int, status: CommentStatus = CommentStatus.APPROVED) -> str:
        """The path of a post with so many replies, made when it is asked for first."""
        title = f"{status.value} {replies}"
        slug = title.replace(" ", "-")
        with self.app.app_context():
            if not db.session.scalar(select(Post.id).where(Post.slug == slug)):
                self.add_post(title, replies, status)
        return f"/2026/01/{slug}/"

    def add_post(self, title: str, replies: int = 0, status: CommentStatus = CommentStatus.APPROVED) -> None:
        with self.app.app_context():
            with transaction():
                user = db.session.scalars(select(User)).one()
                manuscript = Manuscript(title=title, body=BODY, publish_at=TIME)
                post = create_draft(manuscript, render_post(BODY), user, TIME, COMMAND_LINE)
                publish_post(post, COMMAND_LINE, utcnow())
            add_replies(post.id, replies, status)

    def add_posts(self, name: str, count: int) -> None:
        """Published posts without replies, rendered once and kept in one transaction."""
        rendered = render_post(BODY)
        with self.app.app_context(), transaction():
            user = db.session.scalars(select(User)).one()
            for number in range(count):
                manuscript = Manuscript(title=f"{name} {number}", body=BODY, publish_at=TIME)
                publish_post(create_draft(manuscript, rendered, user, TIME, COMMAND_LINE), COMMAND_LINE, utcnow())

    def session_cookie(self) -> str:
        with self.app.app_context(), transaction():
            return sign_in(db.session.scalars(select(User)).one(), utcnow(), way="bench")


@contextmanager
def bench_site() -> Iterator[BenchSite]:
    """An empty site with one person; gone afterwards, with its servers."""
    with tempfile.TemporaryDirectory(prefix="rejoinder-bench-") as folder:
        environ = {"DATA_DIR": folder, "RATE_LIMITS": "off", "LOG_LEVEL": "warning"}
        app = create_app(Settings.from_env(environ))
        with app.app_context():
            upgrade()
            with transaction():
                address = engine().addresses.seal("bench@example.org")
                register("Bea Bench", Role.ADMIN, address, None, COMMAND_LINE, TIME)
        site = BenchSite(app, Path(folder))
        try:
            yield site
        finally:
            site.stop()


def add_replies(post_id: int, count: int, status: CommentStatus) -> None:
    """Replies by the thousand, straight into the tables; every third answers the one before it."""
    rendered = render_comment(WORDS)
    first = (db.session.scalar(select(func.max(Comment.id))) or 0) + 1
    rows: list[dict[str, object]] = [
        {
            "id": number,
            "post_id": post_id,
            "parent_id": number - 1 if (number - first) % 3 == 2 else None,
            "name": f"Reader {number}",
            "url": "https://example.org/" if number % 4 == 0 else "",
            "text": WORDS,
            "html": rendered.html,
            "removals": [],
            "policy_version": rendered.policy_version,
            "status": status,
            "status_at": TIME,
            "version": 1,
            "revision_number": 1,
            "fingerprint": f"{number:064}",
            "network": "192.0.2.0/24",
            "submitted_at": TIME + timedelta(seconds=number),
        }
        for number in range(first, first + count)
    ]
    findings: list[dict[str, object]] = [
        {"comment_id": row["id"], "code": "first_replies", "values": {"approved": 0, "needed": 1}} for row in rows
    ]
    with transaction():
        if rows:
            db.session.execute(insert(Comment), rows)
            db.session.execute(insert(StoredFinding), findings)
            recount()
