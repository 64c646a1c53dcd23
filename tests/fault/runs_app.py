"""The application with small batches, slow enough to be killed between two, and claims that run out soon."""

import os
import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from blog.app import HANDLERS, create_app
from blog.jobs import claims
from blog.jobs.progress import Progress
from blog.moderation import handlers, matching_runs
from blog.moderation.matching_runs import take_batch
from config import Settings

claims.LEASE = timedelta(seconds=1.5)
matching_runs.BATCH = 3


def take_batch_slowly(*arguments: Any) -> bool:
    time.sleep(0.1)
    return take_batch(*arguments)


setattr(handlers, "take_batch", take_batch_slowly)  # noqa: B010 - it is not the module's own name


def nothing(_: Mapping[str, Any], progress: Progress) -> None:
    """For the jobs that the replies ask for."""


app = create_app(
    Settings.from_env(os.environ),
    handlers={**dict.fromkeys(HANDLERS, nothing), "decide_matching": HANDLERS["decide_matching"]},
)
