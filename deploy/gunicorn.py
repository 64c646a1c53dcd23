"""gunicorn's settings for `make run` and for servers. Where to listen comes from the application's own settings."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

from dotenv import load_dotenv

from config import ConfigError, Settings

load_dotenv(".env")
try:
    settings = Settings.from_env(os.environ)
except ConfigError as error:
    sys.exit(f"Rejoinder can't start: {error}")


def address(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


wsgi_app = "wsgi:app"
bind = address(settings.host, settings.port)

worker_class = "gthread"
workers = 2
threads = 4
keepalive = 5
timeout = 60
graceful_timeout = 15
# A worker that leaks is replaced before it hurts; not all of them at the same time.
max_requests = 5000
max_requests_jitter = 500
# The workers' heartbeat is a file: on a slow disk a busy one would look dead.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108

# The socket of its remote control would lie outside DATA_DIR, and two sites of one user would share it.
control_socket_disable = True

# The application writes a line for each request, with its id and without addresses. The server's own
# warnings would quote what a broken request said, and where it came from.
accesslog = None
loglevel = "error"


def post_worker_init(worker: Any) -> None:
    """The first worker has the application loaded: from now on a browser gets an answer.

    What the master asks of a worker at Ctrl+C (SIGQUIT) takes a lock in the midst of whatever runs; when that holds
    the lock, the worker waits for itself until it is killed. So it is taken as SIGTERM: the worker ends its requests
    and leaves. Ctrl+C itself, which a terminal sends to workers too, is the master's.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGQUIT, worker.handle_exit)
    if worker.age == 1:
        print(f"Rejoinder is ready at http://{address(browsable(settings.host), settings.port)}", flush=True)


def browsable(host: str) -> str:
    """An address to type into a browser on this machine; "all addresses" is none."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
