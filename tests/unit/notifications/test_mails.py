"""What the mails say, held to files; and what they must never hold.

After a wanted change, look at what differs and write the files anew: `REJOINDER_WRITE_MAILS=1 pytest` this file.
"""

import os
import re
from datetime import timedelta
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask

from blog.comments.models import Comment
from blog.database import db, transaction
from blog.mail.message import Message, compose
from blog.notifications.mails import digest_mail, reply_held_mail
from blog.posts.models import Post
from blog.web.mails import sender
from tests.factories import NOW, Cast, make_comment, make_post

GOLDEN = Path(__file__).parents[2] / "data" / "mails"
TEXT = """Thank you! I tried it, and it helped.

> Lift one knee.

My notes are at [my page](https://notes.example/psoas?from=reply), see also www.evil.example,
or write to rhea@example.net. <img src="https://track.example/x.gif"> <script>alert(1)</script>"""
TOKEN = re.compile(r"(?<=/moderation/links/)[\w.-]+")


class Links(HTMLParser):
    """What could be clicked or would be loaded."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "srcset", "action", "data")]


def held(cast: Cast, text: str = TEXT, name: str = "Rhea Reader", title: str = "Anatomy Spotlight: Psoas") -> Comment:
    comment = make_comment(make_post(cast, title), text, name, shows_address=True)
    db.session.expire_all()
    return db.session.get_one(Comment, comment.id)


def mail_of(comment: Comment, cast: Cast) -> Message:
    return reply_held_mail(comment, cast.user("mo"), "reply held 1 1 5", NOW + timedelta(minutes=1))


def as_kept(message: Message) -> dict[str, str]:
    """The parts as files; tokens differ with each key that signs them."""
    parts = {"subject.txt": message.subject + "\n", "body.txt": message.text, "body.html": message.html + "\n"}
    return {name: TOKEN.sub("TOKEN", text) for name, text in parts.items()}


def check(name: str, message: Message) -> None:
    for part, text in as_kept(message).items():
        path = GOLDEN / name / part
        if os.environ.get("REJOINDER_WRITE_MAILS"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        assert text == path.read_text(), path


def test_the_mail_of_one_reply(context: Flask, cast: Cast) -> None:
    check("reply_held", mail_of(held(cast), cast))


def test_the_digest(context: Flask, cast: Cast) -> None:
    post = make_post(cast)
    comments = [make_comment(post, f"Number {number}.", at=NOW + timedelta(minutes=number)) for number in range(12)]

    check("replies_digest", digest_mail(comments, cast.user("mo"), "digest 1 5", NOW + timedelta(hours=1)))


@pytest.fixture
def whole(context: Flask, cast: Cast) -> EmailMessage:
    return compose(mail_of(held(cast), cast), sender(), NOW)


def text_of(mail: EmailMessage) -> str:
    parts = [f"{name}: {value}" for name, value in mail.items()]
    return "\n".join([*parts, *(part.get_content() for part in mail.walk() if not part.is_multipart())])


def test_no_readers_address_is_in_a_mail(whole: EmailMessage) -> None:
    """Neither the one that was typed nor one in the text."""
    assert "example.net" not in text_of(whole)
    assert "rhea@" not in text_of(whole)
    assert "mo@example.org" in text_of(whole)


def test_T12_nothing_of_a_reader_can_be_clicked_and_nothing_is_loaded(whole: EmailMessage) -> None:
    html = whole.get_body(("html",))
    assert html is not None

    addresses = Links(html.get_content()).addresses
    assert len(addresses) == 6  # three acts, the reply, the queue, the account
    assert [address for address in addresses if not address.startswith("http://localhost/")] == []


def test_T12_what_mail_programs_would_make_a_link_of_is_told_in_words(whole: EmailMessage) -> None:
    for place in ("notes.example", "evil.example", "track.example"):
        assert place not in text_of(whole)
    assert "notes[.]example" in text_of(whole)
    assert "evil[.]example" in text_of(whole)


def test_markup_of_a_reader_is_text(context: Flask, cast: Cast) -> None:
    html = mail_of(held(cast, "`<b onclick=x>`", 'A "<b>'), cast).html

    assert "<b" not in html.replace("<blockquote", "").replace("<body", "").replace("<br>", "")
    assert "&lt;b onclick=x&gt;" in html


@pytest.mark.parametrize("end", ["\r\n", "\n", "\u2028", "\x0b"])
def test_A38_a_title_or_name_with_line_ends_makes_no_header(context: Flask, cast: Cast, end: str) -> None:
    comment = held(cast)
    with transaction():
        db.session.get_one(Comment, comment.id).name = f"Rhea{end}Bcc: all@example.com"
        head = db.session.get_one(Post, comment.post_id).head
        head.title = f"Psoas{end}Bcc: all@example.com"

    mail = compose(mail_of(db.session.get_one(Comment, comment.id), cast), sender(), NOW)

    assert "Bcc" not in mail
    assert mail["Subject"] == "[The Moving Room] A reply waits: “Psoas Bcc: all@example.com”"
    assert len(mail["To"].addresses) == 1


def test_A36_a_title_is_no_template(context: Flask, cast: Cast) -> None:
    message = mail_of(held(cast, "{{ 7*7 }} %(name)s", "{{ 7*7 }}", "{{ 7*7 }} %s %(x)s"), cast)

    assert "{{ 7*7 }} %s %(x)s" in message.subject
    assert "49" not in message.subject + message.text.replace("/", "")


def test_a_long_reply_is_cut_at_2000_characters_and_says_so(context: Flask, cast: Cast) -> None:
    message = mail_of(held(cast, "word " * 10_000), cast)

    assert 1900 < message.text.count("word") * 5 <= 2000
    assert "It goes on" in message.text
    assert "It goes on" in message.html


def test_the_same_mail_again_has_the_same_id(context: Flask, cast: Cast) -> None:
    comment = held(cast)
    ids = {compose(mail_of(comment, cast), sender(), NOW + timedelta(hours=hour))["Message-ID"] for hour in range(2)}

    assert len(ids) == 1


def test_whoever_gets_it_finds_where_to_end_it(whole: EmailMessage) -> None:
    assert whole["List-Unsubscribe"] == "<http://localhost/account/>"
    assert whole["Auto-Submitted"] == "auto-generated"
