"""Filling an empty site with the sample content, through the same acts that people use."""

import os
import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import delete

from blog.accounts.models import User
from blog.accounts.passwords import hash_password
from blog.accounts.registration import register
from blog.accounts.roles import Role
from blog.addresses import AddressBook
from blog.comments.incoming import Submission
from blog.comments.lifecycle import Action
from blog.comments.models import Comment
from blog.comments.screening import Phase
from blog.comments.submission import submit_comment
from blog.database import db
from blog.jobs.models import Job
from blog.media.queries import pictures_in
from blog.moderation.decisions import decide
from blog.posts.drafting import Manuscript, create_draft
from blog.posts.models import Post
from blog.posts.pinning import pin_post
from blog.posts.publishing import publish_post, schedule_post
from blog.record.acts import SAMPLE
from blog.sample.content import MENU, PEOPLE, REPLIES, TAGLINE, body_of, written_at
from blog.sample.post_list import POSTS
from blog.sample.shapes import SamplePost, SampleReply
from blog.settings.changing import change_settings, differences
from blog.settings.keys import MenuEntry, SiteSettings
from blog.text.render import render_comment, render_post

SIGN_INS = "sign-ins.txt"


def load_sample(addresses: AddressBook, phases: Sequence[Phase], now: datetime) -> list[str]:
    """Make people, posts and replies. Returns a line `<role> <email> <password>` for each person."""
    passwords = {person.key: secrets.token_urlsafe(12) for person in PEOPLE}
    people = {
        person.key: register(
            person.name,
            Role(person.role),
            addresses.seal(person.email),
            hash_password(passwords[person.key]),
            SAMPLE,
            now,
        )
        for person in PEOPLE
    }
    posts = {post.key: _load_post(post, people, now) for post in POSTS}
    _load_replies(posts, people, addresses, phases, now)
    _set_site(now)
    _tell_nobody()
    return [f"{person.role} {person.email} {passwords[person.key]}" for person in PEOPLE]


def keep_sign_ins(lines: list[str], data_dir: Path) -> None:
    """Write the sign-ins where only the owner of the site can read them."""
    descriptor = os.open(data_dir / SIGN_INS, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write("".join(f"{line}\n" for line in lines))


def kept_sign_ins(data_dir: Path) -> list[str]:
    path = data_dir / SIGN_INS
    return path.read_text().splitlines() if path.exists() else []


def _load_post(sample: SamplePost, people: dict[str, User], now: datetime) -> Post:
    author, at = people[sample.author], sample.published_at or now
    manuscript = _manuscript(sample, now)
    post = create_draft(manuscript, render_post(manuscript.body, pictures_in(manuscript.body)), author, at, SAMPLE)
    if sample.days_ahead:
        schedule_post(post, SAMPLE, at)
    elif sample.published:
        publish_post(post, SAMPLE, at)
    if sample.pinned:
        pin_post(post, SAMPLE, now)
    return post


def _manuscript(sample: SamplePost, now: datetime) -> Manuscript:
    return Manuscript(
        title=sample.title,
        body=body_of(sample),
        slug=sample.slug,
        excerpt=sample.excerpt,
        tags=sample.tags,
        comments_open=sample.comments_open,
        publish_at=now + timedelta(days=sample.days_ahead) if sample.days_ahead else None,
        category=sample.category,
        series=sample.series,
        kind=sample.kind,
    )


def _tell_nobody() -> None:
    """The people of the sample get no mail about replies that came with them."""
    db.session.execute(delete(Job).where(Job.name == "reply_held"))


def _set_site(now: datetime) -> None:
    """The site is new, so what was set before are the defaults."""
    before = SiteSettings(title="")
    menu = tuple(MenuEntry(label, address) for label, address in MENU)
    change_settings(differences(before, replace(before, tagline=TAGLINE, menu=menu)), SAMPLE, now)


def _load_replies(
    posts: dict[str, Post],
    people: dict[str, User],
    addresses: AddressBook,
    phases: Sequence[Phase],
    now: datetime,
) -> None:
    """All arrive, and what others answer is approved, before the later decisions fall in the order of their times."""
    loaded: dict[str, Comment] = {}
    events = [(written_at(reply, now), "arrives", reply, 0) for reply in REPLIES]
    for reply in REPLIES:
        for number, decision in enumerate(reply.then):
            at = written_at(reply, now) + timedelta(minutes=decision.minutes_later)
            events.append((at, "is decided", reply, number))
    for at, event, reply, number in sorted(events, key=lambda event: event[0]):
        if event == "arrives":
            loaded[reply.key] = _load_reply(reply, posts[reply.post], loaded, people, addresses, phases, at)
        else:
            decision, comment = reply.then[number], loaded[reply.key]
            by = people[decision.by].as_actor()
            decide(comment, Action(decision.action), by, at, comment.version, decision.reason)


def _load_reply(
    reply: SampleReply,
    post: Post,
    loaded: dict[str, Comment],
    people: dict[str, User],
    addresses: AddressBook,
    phases: Sequence[Phase],
    at: datetime,
) -> Comment:
    user = people[reply.by] if reply.by else None
    submission = Submission(
        name=reply.name,
        url=reply.url,
        text=reply.text,
        address=None if user else addresses.seal(reply.email),
        user=user,
        parent_id=loaded[reply.parent].id if reply.parent else None,
        network=reply.network,
        seconds_taken=reply.seconds_taken,
        trap=reply.trap,
    )
    return submit_comment(post, submission, render_comment(reply.text), phases, at, admit=lambda: None)
