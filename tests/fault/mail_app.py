"""The application with claims that run out soon and tries that follow quickly, so that a test sees many of them."""

import os
from datetime import timedelta

from blog.app import create_app
from blog.jobs import claims
from blog.mail import smtp
from blog.notifications import outbox
from config import Settings

claims.LEASE = timedelta(seconds=1.5)
claims.FIRST_WAIT = timedelta(seconds=0.2)
claims.LONGEST_WAIT = timedelta(seconds=1)
claims.MOST_TRIES = 60
outbox.CLAIM = timedelta(seconds=2)
smtp.SILENCE, smtp.LONGEST = 0.8, 2.0
app = create_app(Settings.from_env(os.environ))
