"""Mails are made like pages: from templates, in the site's language, with links that begin with the site's address."""

from urllib.parse import urlsplit

from flask import render_template

from blog.mail.message import Message, Sender
from blog.web.engine import engine
from blog.web.language import refresh
from blog.web.site import site


def write_mail(
    to: str, key: str, templates: tuple[str, str, str], headers: tuple[tuple[str, str], ...] = (), **values: object
) -> Message:
    """A mail from the templates of its subject, its text and its HTML."""
    subject, text, html = templates
    refresh()  # a worker lives long, and the language may have been set meanwhile
    return Message(
        to=to,
        subject=" ".join(render_template(subject, **values).split()),
        text=render_template(text, **values).strip() + "\n",
        html=render_template(html, **values),
        key=key,
        headers=headers,
    )


def sender() -> Sender:
    """Who every mail of this site comes from."""
    settings = engine().settings
    return Sender(site().title, settings.mail_from, urlsplit(settings.site_url).hostname or "localhost")
