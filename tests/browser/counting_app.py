"""The application with a job that counts to ten."""

import os
import time
from collections.abc import Mapping
from typing import Any

from blog.app import create_app
from blog.jobs.progress import GiveUp, Progress
from config import Settings


def count(payload: Mapping[str, Any], progress: Progress) -> None:
    if payload["fails"]:
        raise GiveUp("no_more_fingers")
    for number in range(1, 11):
        progress.report(number, 10)
        time.sleep(0.6)


app = create_app(Settings.from_env(os.environ), handlers={"count": count})
