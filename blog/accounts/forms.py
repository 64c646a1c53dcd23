"""Forms about oneself."""

from wtforms import (
    BooleanField,
    EmailField,
    Field,
    HiddenField,
    PasswordField,
    RadioField,
    SelectChoice,
    StringField,
    TextAreaField,
    ValidationError,
)

from blog.accounts.registration import LONGEST_BIOGRAPHY
from blog.accounts.roles import MailChoice
from blog.errors import N_, Refused
from blog.text.plain import emails_in, is_blank
from blog.tokens import Purpose
from blog.web.fields import TooLong, storable_line
from blog.web.forms import PersonalForm, StampedForm
from blog.web.language import gettext
from blog.web.language import lazy_gettext as _l


class SignInForm(StampedForm):
    stamp_purpose = Purpose.SIGN_IN_STAMP

    email = EmailField(_l("Email"), filters=[storable_line])
    password = PasswordField(_l("Password"))
    next = HiddenField()


class SignInLinkForm(StampedForm):
    """One button."""

    stamp_purpose = Purpose.SIGN_IN_STAMP


class SignOutForm(PersonalForm):
    """One button."""


class ProfileForm(PersonalForm):
    name = StringField(_l("Name"), filters=[storable_line], validators=[TooLong(245)])
    biography = TextAreaField(_l("About you"), filters=[storable_line], validators=[TooLong(LONGEST_BIOGRAPHY)])

    def validate_biography(self, field: Field) -> None:
        if emails_in(field.data):
            raise ValidationError(gettext("This is public, and it holds an e-mail address. Take it out."))

    def validate_name(self, field: Field) -> None:
        if is_blank(field.data):
            raise ValidationError(gettext("Please give a name."))
        if emails_in(field.data):
            raise ValidationError(gettext("A name is public, and this one holds an e-mail address. Take it out."))


MAIL_CHOICES = [
    SelectChoice(MailChoice.AT_ONCE.value, _l("At once, a mail for each")),
    SelectChoice(MailChoice.HOURLY.value, _l("Once an hour, in one mail")),
    SelectChoice(MailChoice.DAILY.value, _l("Once a day at 08:00, in one mail")),
    SelectChoice(MailChoice.NEVER.value, _l("Never")),
]


class MailsForm(PersonalForm):
    """When somebody hears by mail of replies that wait."""

    mails = RadioField(choices=MAIL_CHOICES, validate_choice=False)

    def chosen(self) -> MailChoice:
        if self.mails.data not in list(MailChoice):
            raise Refused(N_("Choose one of those that are offered."), field="mails")
        return MailChoice(self.mails.data)


class KeysForm(PersonalForm):
    """Whether one key does something in the queue."""

    uses_keys = BooleanField()


class PasswordForm(PersonalForm):
    """The present password is asked for only where there is one."""

    present_password = PasswordField(_l("Present password"))
    new_password = PasswordField(_l("New password"))
