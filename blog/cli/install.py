"""All commands, put together. Thin: each reads its words, calls acts, and says what came of it."""

from flask import Flask

from blog.cli.comments import comment_group
from blog.cli.deriving import demo, post_group, search_group
from blog.cli.learning import learn
from blog.cli.mails import mail_group
from blog.cli.people import user_group
from blog.work import work


def install(app: Flask) -> None:
    comment_group.add_command(learn)
    for command in (user_group, comment_group, post_group, search_group, mail_group, demo, work):
        app.cli.add_command(command)
