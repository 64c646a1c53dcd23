"""A mail is written as it was meant, and nothing that a person wrote becomes part of how it travels."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from blog.mail.message import Message, NoAddress, Sender, compose, message_id, one_line

AT = datetime(2026, 5, 6, 9, 30, tzinfo=UTC)
SENDER = Sender("The Moving Room", "noreply@blog.example.org", "blog.example.org")
MESSAGE = Message("mo@example.org", "Σήμερα, today", "Sit tall.\n.\nFrom here\n", "<p>Sit tall.</p>", "reply 1 for 2")


def read(mail: EmailMessage) -> EmailMessage:
    """As a mail program reads it, from the bytes."""
    parsed = message_from_bytes(mail.as_bytes(), policy=default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def test_a_mail_says_in_both_parts_what_it_was_given() -> None:
    mail = read(compose(MESSAGE, SENDER, AT))

    assert mail["To"] == "mo@example.org"
    assert mail["From"] == "The Moving Room <noreply@blog.example.org>"
    assert mail["Subject"] == "Σήμερα, today"
    assert mail["Date"].datetime == AT
    assert mail["Auto-Submitted"] == "auto-generated"
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().replace("\r\n", "\n") == "Sit tall.\n.\nFrom here\n"
    assert html.get_content().strip() == "<p>Sit tall.</p>"
    assert [part.get_content_type() for part in mail.walk()] == ["multipart/alternative", "text/plain", "text/html"]


def test_the_same_mail_is_the_same_bytes_and_another_has_another_id() -> None:
    first, again, other = (
        compose(message, SENDER, AT) for message in (MESSAGE, MESSAGE, replace(MESSAGE, key="reply 1 for 3"))
    )

    assert first.as_bytes() == again.as_bytes()
    assert first["Message-ID"] == message_id("reply 1 for 2", "blog.example.org")
    assert first["Message-ID"] != other["Message-ID"]
    assert str(first["Message-ID"]).endswith("@blog.example.org>")


NEW_LINES = ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\x00", "\r\n\r\n", "\n "]


@pytest.mark.parametrize("end", NEW_LINES)
def test_A38_no_line_end_in_a_subject_a_name_or_a_header_begins_another_header(end: str) -> None:
    hostile = f"Psoas{end}Bcc: all@example.net{end}X-Own: 1"
    message = replace(MESSAGE, subject=hostile, headers=(("List-Unsubscribe", hostile),))

    mail = read(compose(message, replace(SENDER, name=hostile), AT))

    assert set(mail.keys()) == {
        "Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "List-Unsubscribe", "MIME-Version",
        "Content-Type",
    }  # fmt: skip
    assert mail["Subject"] == "Psoas Bcc: all@example.net X-Own: 1"
    assert [address.addr_spec for address in mail["From"].addresses] == ["noreply@blog.example.org"]
    assert [address.addr_spec for address in mail["To"].addresses] == ["mo@example.org"]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "mo",
        "@example.org",
        "mo@",
        "mo@example.org\r\nBcc: all@example.net",
        "mo@example.org\nbcc",
        "mo\u2028@example.org",
        "mo@exam\x00ple.org",
        "mo@xn--\u2028.org",
    ],
)
def test_A38_what_is_no_address_is_refused_and_not_quoted(address: str) -> None:
    with pytest.raises(NoAddress) as refusal:
        compose(replace(MESSAGE, to=address), SENDER, AT)

    assert "example" not in str(refusal.value)


@pytest.mark.parametrize(
    "address", ["a@example.org, b@example.org", "a@example.org,b", "<a@example.org> b@example.org"]
)
def test_A38_two_addresses_never_become_two_recipients(address: str) -> None:
    try:
        mail = read(compose(replace(MESSAGE, to=address), SENDER, AT))
    except NoAddress:
        return
    assert len(mail["To"].addresses) == 1


@pytest.mark.parametrize(
    "address", ["o'neil&co@example.org", "a.b+c@example.org", '"a b"@example.org', "mo@[127.0.0.1]"]
)
def test_T13_an_unusual_address_is_kept_as_it_is(address: str) -> None:
    mail = read(compose(replace(MESSAGE, to=address), SENDER, AT))

    assert [found.addr_spec for found in mail["To"].addresses] == [address]


def test_a_domain_in_any_script_is_written_as_servers_know_it() -> None:
    mail = compose(replace(MESSAGE, to="mo@bücher.example"), SENDER, AT)

    assert [found.addr_spec for found in mail["To"].addresses] == ["mo@xn--bcher-kva.example"]


def test_encoded_words_of_a_stranger_are_shown_and_not_decoded() -> None:
    mail = read(compose(replace(MESSAGE, subject="=?utf-8?q?Bcc=3A_all?="), SENDER, AT))

    assert "\n" not in mail["Subject"]
    assert len(mail["To"].addresses) == 1


def test_no_text_can_end_its_part() -> None:
    boundary = compose(MESSAGE, SENDER, AT).get_boundary()
    hostile = f"--{boundary}\r\nContent-Type: text/html\r\n\r\n<script>\r\n--{boundary}--"

    mail = read(compose(replace(MESSAGE, text=hostile, html=hostile), SENDER, AT))

    assert len(list(mail.walk())) == 3


def test_one_line_is_one_line_that_reads_as_it_is_written() -> None:
    assert one_line(" a\tb \u202e c\r\nd ") == "a b c d"
