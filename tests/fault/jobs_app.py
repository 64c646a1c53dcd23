"""The application with a handler that keeps a row and a diary, and with claims that run out soon."""

import os
import time
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from blog.app import create_app
from blog.clock import utcnow
from blog.database import db, transaction
from blog.jobs import claims
from blog.jobs.progress import Progress
from blog.settings.models import StoredSetting
from config import Settings

claims.LEASE = timedelta(seconds=1.5)
settings = Settings.from_env(os.environ)
DIARY = settings.data_dir / "diary"


def keep_number(payload: Mapping[str, Any], progress: Progress) -> None:
    """Says when it begins and ends, and keeps the number as a row that may be there already."""
    number = payload["number"]
    note(f"{number} {os.getpid()} begin {time.monotonic()}")
    time.sleep(payload["seconds"])
    with transaction():
        db.session.merge(StoredSetting(key=f"number {number}", value=number, changed_at=utcnow()))
    note(f"{number} {os.getpid()} end {time.monotonic()}")


def note(line: str, diary: Path = DIARY) -> None:
    with diary.open("a") as file:
        file.write(f"{line}\n")


app = create_app(settings, handlers={"keep_number": keep_number})
