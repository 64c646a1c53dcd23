"""The desk's form."""

from datetime import UTC, datetime
from typing import Any

from wtforms import Field, HiddenField, RadioField, SelectChoice, StringField, TextAreaField, ValidationError

from blog.posts.addresses import LONGEST_SLUG
from blog.posts.drafting import Manuscript
from blog.posts.models import Revision
from blog.posts.tags import parse_tags
from blog.text.plain import is_blank
from blog.web.fields import TooLong, storable_line, storable_text
from blog.web.forms import PersonalForm
from blog.web.language import gettext
from blog.web.language import lazy_gettext as _l

LONGEST_TITLE, LONGEST_BODY, LONGEST_EXCERPT, LONGEST_TAGS = 300, 300_000, 1000, 500  # characters
TIME_FORMAT = "%Y-%m-%dT%H:%M"
COMMENTS = [SelectChoice("open", _l("Open")), SelectChoice("closed", _l("Closed"))]


class PostForm(PersonalForm):
    """A post. `seen` is the number of the revision that was loaded into it; times are UTC, until there is a setting."""

    title = StringField(_l("Title"), filters=[storable_line], validators=[TooLong(LONGEST_TITLE)])
    body = TextAreaField(_l("Text"), filters=[storable_text], validators=[TooLong(LONGEST_BODY)])
    slug = StringField(_l("Address"), filters=[storable_line], validators=[TooLong(LONGEST_SLUG)])
    excerpt = TextAreaField(_l("Excerpt"), filters=[storable_line], validators=[TooLong(LONGEST_EXCERPT)])
    tags = StringField(_l("Tags"), filters=[storable_line], validators=[TooLong(LONGEST_TAGS)])
    publish_at = StringField(_l("Time of publication (UTC)"), filters=[storable_line])
    comments = RadioField(_l("Replies"), choices=COMMENTS, default="open", validate_choice=False)
    seen = HiddenField(default="0")
    action = StringField()

    def validate_title(self, field: Field) -> None:
        if is_blank(field.data):
            raise ValidationError(gettext("A post needs a title."))

    def validate_body(self, field: Field) -> None:
        if is_blank(field.data):
            raise ValidationError(gettext("A post needs a text."))

    def validate_comments(self, field: Field) -> None:
        if field.data not in ("open", "closed"):
            raise ValidationError(gettext("Replies are open or closed."))

    def validate_publish_at(self, field: Field) -> None:
        if field.data and _time(field.data) is None:
            raise ValidationError(gettext("Write the time as 2014-05-06T09:30."))

    def manuscript(self) -> Manuscript:
        return Manuscript(
            title=self.title.data,
            body=self.body.data,
            slug=self.slug.data,
            excerpt=self.excerpt.data,
            tags=parse_tags(self.tags.data),
            comments_open=self.comments.data != "closed",
            publish_at=_time(self.publish_at.data),
        )

    @property
    def seen_number(self) -> int:
        text = self.seen.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def values_of(revision: Revision) -> dict[str, Any]:
    """What the form shows of a saved revision."""
    return {
        "title": revision.title,
        "body": revision.body,
        "slug": revision.slug,
        "excerpt": revision.excerpt,
        "tags": ", ".join(revision.tags),
        "publish_at": _written(revision.publish_at),
        "comments": "open" if revision.comments_open else "closed",
        "seen": str(revision.number),
    }


def _written(time: datetime | None) -> str:
    return time.replace(tzinfo=None).isoformat(timespec="minutes") if time else ""


def _time(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, TIME_FORMAT).replace(tzinfo=UTC) if text else None
    except ValueError:
        return None
