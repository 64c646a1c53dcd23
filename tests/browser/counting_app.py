"""The application with a job that counts to three, and to ten when the file `go-on` lies beside the database."""

import os
import time
from collections.abc import Mapping
from typing import Any

from blog.app import create_app
from blog.jobs.progress import GiveUp, Progress
from config import Settings

settings = Settings.from_env(os.environ)


def count(payload: Mapping[str, Any], progress: Progress) -> None:
    if payload["fails"]:
        raise GiveUp("no_more_fingers")
    progress.report(3, 10)
    while not (settings.data_dir / "go-on").exists():
        time.sleep(0.1)
    progress.report(10, 10)


app = create_app(settings, handlers={"count": count})
