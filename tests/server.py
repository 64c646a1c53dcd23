"""A real server in a process of its own: gunicorn on a free port, on a data directory of its own, with a job worker
beside it when one is asked for."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parent.parent


class Server:
    """`start` and `stop` as often as you like; the data stay. `url` has no slash at its end.

    With `worker=True` it runs as `make run` does, under the supervisor, and jobs are done about half a second after
    they were enqueued; without, they wait. `application` may be one with handlers of a test.
    """

    def __init__(self, data_dir: Path, application: str = "wsgi:app", worker: bool = False, **environ: str) -> None:
        self.data_dir = data_dir
        gunicorn = ["gunicorn", "--config", "deploy/gunicorn.py"]
        self.command = [sys.executable, "-m", *(["deploy.supervisor"] if worker else gunicorn), application]
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        own = {"PORT": str(self.port), "DATA_DIR": str(data_dir), "SITE_TITLE": "The Moving Room"}
        self.environ = {**os.environ, **own, **environ}
        self.process: subprocess.Popen[bytes] | None = None

    def flask(self, *words: str, stdin: str = "") -> str:
        """Run a command; raises CalledProcessError when it fails. Returns what it printed."""
        done = self._run(words, stdin)
        done.check_returncode()
        return done.stdout

    def fail(self, *words: str) -> str:
        """Run a command that must fail. Returns what it complained."""
        done = self._run(words, "")
        assert done.returncode != 0, done.stdout
        return done.stderr

    def _run(self, words: tuple[str, ...], stdin: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
        return subprocess.run(
            command, cwd=ROOT, env=self.environ, input=stdin, capture_output=True, text=True, check=False, timeout=240
        )

    def start(self) -> "Server":
        log = (self.data_dir / "server.log").open("ab")
        self.process = subprocess.Popen(
            self.command, cwd=ROOT, env=self.environ, stdout=log, stderr=log, start_new_session=True
        )
        log.close()
        try:
            self._wait_until_ready()
        except TimeoutError:
            self.kill()
            raise
        return self

    def stop(self, signal_number: int = signal.SIGTERM) -> None:
        """End the whole process group, and wait for it."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal_number)
        self.process.wait(timeout=30)
        self.process = None

    def kill(self) -> None:
        """As a power cut would: no process of the group gets to finish anything."""
        self.stop(signal.SIGKILL)

    def _wait_until_ready(self) -> None:
        ends = time.monotonic() + 60
        while time.monotonic() < ends:
            try:
                with urllib.request.urlopen(f"{self.url}/readyz", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)
        raise TimeoutError((self.data_dir / "server.log").read_text())


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
