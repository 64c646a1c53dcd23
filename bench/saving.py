"""Saving a post at the desk: rendering, and the transaction that keeps the revision on disk."""

import time
from statistics import median

from sqlalchemy import select

from bench.cleaning import ordinary
from bench.site import TIME, BenchSite
from blog.accounts.models import User
from blog.database import db, transaction
from blog.posts.drafting import Manuscript, create_draft, revise_post
from blog.posts.models import Post
from blog.record.acts import COMMAND_LINE
from blog.text.render import render_post

SIZES = (1_000, 10_000, 100_000)  # characters


def measure(site: BenchSite, runs: int) -> list[str]:
    with site.app.app_context():
        post_id = _draft()
        times = {size: median(_save(post_id, size, number) for number in range(runs)) for size in SIZES}
    lines = [f"saving {size / 1000:4.0f} kB of ordinary text: {took:8.1f} ms" for size, took in times.items()]
    small, large = times[SIZES[1]], times[SIZES[2]]
    return [*lines, f"ten times the text costs {large / small:.1f} times as much"]


def _draft() -> int:
    with transaction():
        user = db.session.scalars(select(User)).one()
        manuscript = Manuscript(title="A long post", body="Text.")
        return create_draft(manuscript, render_post("Text."), user, TIME, COMMAND_LINE).id


def _save(post_id: int, size: int, number: int) -> float:
    """Milliseconds, as an author waits for them."""
    manuscript = Manuscript(title=f"A long post, {size} {number}", body=ordinary(size))
    started = time.perf_counter()
    rendered = render_post(manuscript.body)
    with transaction():
        post = db.session.get_one(Post, post_id)
        user = db.session.scalars(select(User)).one()
        revise_post(post, manuscript, rendered, post.head_number, user, TIME)
    return (time.perf_counter() - started) * 1000
