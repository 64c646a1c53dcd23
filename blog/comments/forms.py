"""The reply form, and what its fields must be like."""

import re
from urllib.parse import unquote, urlsplit

import idna
from email_validator import EmailNotValidError, validate_email
from wtforms import BooleanField, EmailField, Field, HiddenField, StringField, TextAreaField, URLField, ValidationError

from blog.text.plain import emails_in, holds_email, is_blank
from blog.tokens import Purpose
from blog.web.fields import TooLong, storable_line, storable_text
from blog.web.forms import StampedForm
from blog.web.language import gettext
from blog.web.language import lazy_gettext as _l

LONGEST_NAME, LONGEST_EMAIL, LONGEST_URL, LONGEST_COMMENT = 245, 254, 200, 65_525  # characters


class ReplyForm(StampedForm):
    """A reader's reply. For someone signed in, name and address are theirs already: see `drop_identity`.

    `subject` is the field that people don't see; `took` is filled by a script with the seconds that the writing took.
    `browser_key` is filled by a script where the reader wants to be remembered, and never sent back to the page.
    """

    stamp_purpose = Purpose.REPLY_STAMP

    comment = TextAreaField(_l("Comment"), filters=[storable_text], validators=[TooLong(LONGEST_COMMENT)])
    author = StringField(_l("Name"), filters=[storable_line], validators=[TooLong(LONGEST_NAME)])
    email = EmailField(_l("Email"), filters=[storable_line], validators=[TooLong(LONGEST_EMAIL)])
    url = URLField(_l("Website"), filters=[storable_line], validators=[TooLong(LONGEST_URL)])
    show_address = BooleanField(_l("Yes, show the e-mail address to everybody"))
    parent = HiddenField()
    subject = StringField(_l("Leave this empty"), filters=[storable_line])
    took = HiddenField()
    browser_key = HiddenField(name="pass")

    longest_comment = LONGEST_COMMENT
    asks_about_address = False
    own_address = ""

    def drop_identity(self, own_address: str) -> None:
        """For someone signed in, who replies as themselves, and whose address this is."""
        self.own_address = own_address
        for name in ("author", "email", "url", "browser_key"):
            delattr(self, name)

    def validate_comment(self, field: Field) -> None:
        if is_blank(field.data):
            raise ValidationError(gettext("Please write your reply."))
        if self._holds_own_address(field.data):
            self._ask_about_address(gettext("Your reply holds your e-mail address, and everybody could read it."))

    def validate_author(self, field: Field) -> None:
        if is_blank(field.data):
            raise ValidationError(gettext("Please tell us your name."))
        if emails_in(field.data):
            self._ask_about_address(gettext("Your name holds an e-mail address, and everybody could read it."))

    def validate_email(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(gettext("Please give your e-mail address. It is never shown."))
        try:
            validate_email(field.data, check_deliverability=False)
        except EmailNotValidError:
            raise ValidationError(gettext("Write an e-mail address like this one: name@example.org")) from None

    def validate_url(self, field: Field) -> None:
        if field.data:
            field.data = web_address(field.data)
        if self._holds_own_address(field.data):
            self._ask_about_address(gettext("The website holds your e-mail address, and everybody could read it."))

    def _holds_own_address(self, text: str) -> bool:
        own = self.email.data if "email" in self else self.own_address
        return "@" in own and len(own) <= LONGEST_EMAIL and holds_email(unquote(text), own)

    def _ask_about_address(self, warning: str) -> None:
        """Refuse once; with the box ticked it is what the writer wants."""
        self.asks_about_address = True
        if not self.show_address.data:
            raise ValidationError(warning + " " + gettext("Take it out, or tick the box below if you want that."))

    @property
    def parent_id(self) -> int | None:
        """The reply that is answered; 0, which is never one, for what is no number."""
        text = (self.parent.data or "").strip()
        if text in ("", "0"):
            return None
        return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0

    @property
    def seconds_taken(self) -> float | None:
        """What the script said; None when no script ran, or when it said nonsense."""
        text = (self.took.data or "").strip()
        return float(text) if re.fullmatch(r"\d{1,7}(\.\d{1,3})?", text, re.ASCII) else None


def web_address(text: str) -> str:
    """The address of a site, with a scheme. Raises ValidationError for anything that is not http or https to a host."""
    complaint = gettext("Write the address of a website like this one: https://example.org")
    if not re.match(r"[a-z][a-z0-9+.-]*:(?!\d)", text, re.IGNORECASE):
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        raise ValidationError(complaint) from None
    if (
        parts.scheme not in ("http", "https")
        or not _is_host(host)
        or "@" in parts.netloc
        or re.search(r'[\s<>"\\`]', text)
    ):
        raise ValidationError(complaint)
    return text


def _is_host(host: str) -> bool:
    if re.fullmatch(r"[0-9a-f:]+", host) and ":" in host:
        return True
    try:
        return "." in host and bool(idna.encode(host, uts46=True))
    except idna.IDNAError:
        return False
