"""The form behind a link of a mail."""

from blog.tokens import Purpose
from blog.web.forms import StampedForm


class ActLinkForm(StampedForm):
    """One button. The stamp is bound to the link that its page was opened by."""

    stamp_purpose = Purpose.MAIL_ACT_STAMP
