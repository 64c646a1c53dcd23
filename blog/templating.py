"""What every template may use."""

from datetime import datetime, timedelta

from flask import Flask
from flask_babel import format_timedelta

from blog.accounts.forms import SignOutForm
from blog.accounts.guards import find_signed_in_user
from blog.accounts.permissions import (
    may_change_settings,
    may_moderate_everything,
    may_moderate_somewhere,
    may_write_posts,
)
from blog.clock import utcnow
from blog.comments.wording import finding_chip, finding_sentence, findings_to_show
from blog.learning.wording import shown_score
from blog.moderation.evidence import OF_THE_SITE, links_of, marked_text, reasons
from blog.moderation.removals import removal_sentence
from blog.posts.wording import status_word
from blog.reading.pages import absolute, post_path
from blog.text.excerpt import excerpt
from blog.text.markup import SafeHtml
from blog.text.taken_out import all_lines, lines_with_removals, without_place
from blog.web.engine import engine
from blog.web.fields import attributes
from blog.web.job_wording import job_state, job_title
from blog.web.language import day, language_tag, month_name
from blog.web.site import site

A_MONTH = timedelta(days=30)
WORDS_A_MINUTE = 220


def install(app: Flask) -> None:
    app.jinja_env.globals.update(
        absolute=absolute,
        all_lines=all_lines,
        attributes=attributes,
        engine=engine,
        finding_chip=finding_chip,
        finding_sentence=finding_sentence,
        findings_to_show=findings_to_show,
        job_state=job_state,
        job_title=job_title,
        language_tag=language_tag,
        lines_with_removals=lines_with_removals,
        links_of=links_of,
        marked_text=marked_text,
        may_change_settings=may_change_settings,
        may_moderate_everything=may_moderate_everything,
        may_moderate_somewhere=may_moderate_somewhere,
        may_write_posts=may_write_posts,
        month_name=month_name,
        post_path=post_path,
        quiet_findings=OF_THE_SITE,
        reasons=reasons,
        removal_sentence=removal_sentence,
        sign_out_form=lambda: SignOutForm(formdata=None),
        signed_in=find_signed_in_user,
        shown_score=shown_score,
        site=site,
        status_word=status_word,
        without_place=without_place,
    )
    app.jinja_env.filters.update(ago=ago, duration=duration, excerpt=excerpt, minutes=minutes, words=count_words)


def ago(time: datetime) -> str:
    """3 hours ago; after a month, the day. For pages that no cache keeps."""
    if utcnow() - time > A_MONTH:
        return day(time)
    return str(format_timedelta(time - utcnow(), add_direction=True))


def duration(length: timedelta) -> str:
    """3 hours."""
    return str(format_timedelta(length))


def minutes(html: SafeHtml) -> int:
    """How long the reading takes, at least one minute."""
    return max(1, round(len(html.striptags().split()) / WORDS_A_MINUTE))


def count_words(text: str) -> int:
    """How many words a text has, its marks among them."""
    return len(text.split())
