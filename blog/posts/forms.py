"""The forms of the desk; what they show of a post is in `form_values`."""

from datetime import datetime
from typing import Any

from flask import request
from wtforms import Field, HiddenField, RadioField, SelectChoice, StringField, TextAreaField, ValidationError
from wtforms.form import BaseForm

from blog.clock import from_clock
from blog.errors import N_, Refused
from blog.posts.addresses import LONGEST_SLUG
from blog.posts.bulk import LARGEST_RUN, BulkAction
from blog.posts.drafting import Manuscript
from blog.posts.lifecycle import PostKind
from blog.posts.tags import parse_tags
from blog.posts.terms import LONGEST_TERM
from blog.posts.working_copies import Told
from blog.text.plain import is_blank
from blog.text.slugs import distinct_slug
from blog.web.fields import TooLong, storable_line, storable_text
from blog.web.forms import PersonalForm
from blog.web.language import gettext
from blog.web.language import lazy_gettext as _l
from blog.web.numbers import parse_number
from blog.web.site import site

LONGEST_TITLE, LONGEST_BODY, LONGEST_EXCERPT, LONGEST_TAGS, LONGEST_NOTE = 300, 300_000, 1000, 500, 10_000  # characters
NOT_KEPT = frozenset({"token", "action", "post", "seen", "copy", "copy_version"})
TIME_FORMAT = "%Y-%m-%dT%H:%M"
KINDS = [SelectChoice("post", _l("A post, in the order of time")), SelectChoice("page", _l("A page that stands alone"))]
COMMENTS = [SelectChoice("open", _l("Open")), SelectChoice("closed", _l("Closed"))]

LIVES_IN_WORDS = [SelectChoice("1", _l("a day")), SelectChoice("7", _l("a week")), SelectChoice("30", _l("30 days"))]


def _default_comments() -> str:
    return "open" if site().comments_open else "closed"


class PostForm(PersonalForm):
    """A post. `seen` is the number of the revision that was loaded into it; times are those of the site's clock.

    `copy` and `copy_version` are what this window knows of its working copy, `seen_note` the digest of the note that
    it began with.
    """

    title = StringField(_l("Title"), filters=[storable_line], validators=[TooLong(LONGEST_TITLE)])
    body = TextAreaField(_l("Text"), filters=[storable_text], validators=[TooLong(LONGEST_BODY)])
    slug = StringField(_l("Address"), filters=[storable_line], validators=[TooLong(LONGEST_SLUG)])
    excerpt = TextAreaField(_l("Excerpt"), filters=[storable_line], validators=[TooLong(LONGEST_EXCERPT)])
    tags = StringField(_l("Tags"), filters=[storable_line], validators=[TooLong(LONGEST_TAGS)])
    category = StringField(_l("Category"), filters=[storable_line], validators=[TooLong(LONGEST_TERM)])
    series = StringField(_l("Series"), filters=[storable_line], validators=[TooLong(LONGEST_TERM)])
    kind = RadioField(_l("Kind"), choices=KINDS, default="post", validate_choice=False)
    publish_at = StringField(_l("Time of publication"), filters=[storable_line])
    comments = RadioField(_l("Replies"), choices=COMMENTS, default=_default_comments, validate_choice=False)
    note = TextAreaField(_l("Note"), filters=[storable_text], validators=[TooLong(LONGEST_NOTE)])
    seen_note = HiddenField(default="")
    seen = HiddenField(default="0")
    copy = HiddenField(default="")
    copy_version = HiddenField(default="0")
    action = StringField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.publish_at.label.text = gettext("Time of publication (%(zone)s)", zone=site().time_zone)

    def validate_title(self, field: Field) -> None:
        if is_blank(field.data):
            raise ValidationError(gettext("A post needs a title."))

    def validate_body(self, field: Field) -> None:
        if is_blank(field.data):
            raise ValidationError(gettext("A post needs a text."))

    def validate_comments(self, field: Field) -> None:
        if field.data not in ("open", "closed"):
            raise ValidationError(gettext("Replies are open or closed."))

    def validate_category(self, field: Field) -> None:
        if field.data and not distinct_slug(field.data):
            raise ValidationError(gettext("A category needs letters or digits, for its address."))

    def validate_series(self, field: Field) -> None:
        if field.data and not distinct_slug(field.data):
            raise ValidationError(gettext("A series needs letters or digits, for its address."))

    def validate_kind(self, field: Field) -> None:
        if field.data not in list(PostKind):
            raise ValidationError(gettext("It is a post or a page."))

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
            comments_open=self._takes_replies,
            publish_at=_time(self.publish_at.data),
            category=self.category.data,
            series=self.series.data,
            kind=PostKind(self.kind.data) if self.kind.raw_data else None,
        )

    @property
    def _takes_replies(self) -> bool:
        """As it was chosen; a page for which nothing was takes none."""
        is_silent_page = self.kind.data == PostKind.PAGE and not self.comments.raw_data
        return not is_silent_page and bool(self.comments.data != "closed")

    @property
    def seen_number(self) -> int:
        return _number(self.seen.data)

    @property
    def told(self) -> Told:
        """What this window was told of its working copy."""
        return Told(parse_number(self.copy.data or ""), _number(self.copy_version.data))

    @property
    def typed_note(self) -> str | None:
        """The note as it was typed; None where the form that was sent had none."""
        return self.note.data if self.note.raw_data else None


class WorkingCopyForm(PostForm):
    """The same fields while somebody types: only their lengths are looked at. `post` is the id of a saved post."""

    post = HiddenField(default="")

    def validate(self, extra_validators: Any = None) -> bool:
        """Without the questions of PostForm: a title may still be missing, a time half written."""
        return bool(BaseForm.validate(self, extra_validators))

    @property
    def is_sign_of_life(self) -> bool:
        return is_blank(self.title.data) and is_blank(self.body.data)

    def as_typed(self) -> dict[str, str]:
        """What is kept: every field that was sent, save those that say where it belongs."""
        return {field.name: str(field.data or "") for field in self if field.name not in NOT_KEPT and field.raw_data}


class DiscardForm(PersonalForm):
    """One button, that gives up an unsaved text: the `version` that was seen, and no newer one."""

    version = HiddenField(default="0")

    @property
    def version_number(self) -> int:
        return _number(self.version.data)


class WithdrawForm(PersonalForm):
    """One button."""


class PreviewLinkForm(PersonalForm):
    """How long a preview may be shared."""

    days = RadioField(_l("The link can be used for"), choices=LIVES_IN_WORDS, default="7", validate_choice=False)

    @property
    def number_of_days(self) -> int:
        return _number(self.days.data)


class BulkForm(PersonalForm):
    """The list of posts: `selected` comes once a post, as its id; `tag` or `category` is a name, `back` the list."""

    action = StringField()
    tag = StringField(_l("Tag"), filters=[storable_line])
    category = StringField(_l("Category"), filters=[storable_line])
    back = HiddenField()

    def chosen_action(self) -> BulkAction:
        if self.action.data not in list(BulkAction):
            raise Refused(N_("That is nothing that can be done with a post."))
        return BulkAction(self.action.data)

    def chosen_ids(self) -> list[int]:
        """Raises Refused for none, too many, or any that is no number."""
        ids = [parse_number(item) for item in request.form.getlist("selected")]
        if not ids:
            raise Refused(N_("Nothing was selected. Tick the posts first, then choose what to do."))
        if len(ids) > LARGEST_RUN:
            raise Refused(N_("At most %(limit)d posts can be changed at once."), limit=LARGEST_RUN)
        if None in ids:
            raise Refused(N_("The selection could not be read. Load the page again."))
        return [each for each in ids if each]

    def chosen_name(self) -> str:
        return str((self.tag if self.action.data == BulkAction.ADD_TAG else self.category).data)


class PinForm(PersonalForm):
    """One button."""


class RestoreForm(PersonalForm):
    """One button."""


def _number(text: str | None) -> int:
    return (parse_number(text or "") or 0) if len(text or "") < 10 else 0


def _time(text: str) -> datetime | None:
    try:
        return from_clock(datetime.strptime(text, TIME_FORMAT), site().zone) if text else None  # noqa: DTZ007
    except (ValueError, OverflowError):
        return None
