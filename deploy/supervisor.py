"""Keeps the server and the job worker running side by side: `python -m deploy.supervisor [application]`.

They end together: at Ctrl+C, at SIGTERM, when the terminal goes away, and when the server ends by itself. A worker that
dies is started again, after growing waits when it dies again and again.
"""

import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from types import FrameType

GRACE = 20.0  # seconds to finish what is in hand; the server takes up to 15 for its requests
LOOK = 0.1  # seconds between two looks at the processes
FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0  # seconds before a dead worker is started again
LIVED_WELL = 60.0  # seconds after which its death counts as the first one


def main() -> int:
    application = sys.argv[1] if len(sys.argv) > 1 else "wsgi:app"
    server = (sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.py", application)
    worker = (sys.executable, "-m", "flask", "--app", application, "work")
    return Supervisor(server, worker).run()


class Supervisor:
    """Of two commands. Both belong to its process group, so that whoever ends that leaves nothing behind."""

    def __init__(self, server: Sequence[str], worker: Sequence[str], grace: float = GRACE) -> None:
        self.server_command, self.grace = server, grace
        self.worker = Kept(worker)
        self.shall_stop = False

    def run(self) -> int:
        """Until the server ends. Returns the exit status that tells how: 0 when it was asked to."""
        self._listen()
        server = start(self.server_command)
        try:
            while not self.shall_stop and server.poll() is None:
                self.worker.keep()
                time.sleep(LOOK)
        finally:
            end([server, *self.worker.running()], self.grace)
        return 0 if self.shall_stop else exit_status(server)

    def _listen(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # as under nohup, which wants it to go on
            signal.signal(signal.SIGHUP, self._stop)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.shall_stop = True


class Kept:
    """A process that is started whenever it does not run, but not too often."""

    def __init__(self, command: Sequence[str]) -> None:
        self.command = command
        self.process: subprocess.Popen[bytes] | None = None
        self.wait = FIRST_WAIT
        self.started_at = self.start_at = time.monotonic()

    def keep(self) -> None:
        """Look after it. To be called again and again."""
        now = time.monotonic()
        if self.process and self.process.poll() is not None:
            self._mourn(self.process, now)
        if not self.process and now >= self.start_at:
            self.process, self.started_at = start(self.command), now

    def _mourn(self, process: subprocess.Popen[bytes], now: float) -> None:
        if now - self.started_at > LIVED_WELL:
            self.wait = FIRST_WAIT
        say(f"The job worker has ended ({exit_status(process)}). It is started again in {self.wait:.0f} s.")
        self.process, self.start_at = None, now + self.wait
        self.wait = min(self.wait * 2, LONGEST_WAIT)

    def running(self) -> list[subprocess.Popen[bytes]]:
        return [self.process] if self.process else []


def start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, preexec_fn=_prepare)  # noqa: S603


def _prepare() -> None:
    """In the child, before its program begins.

    A terminal sends these two to all of us; only the supervisor acts on them, so that the others hear one SIGTERM and
    nothing else. The server would take SIGHUP for a wish to begin anew. On Linux they hear SIGTERM also when the
    supervisor is killed and can say nothing any more.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
    if sys.platform == "linux":
        set_signal_at_death_of_parent = 1
        ctypes.CDLL(None).prctl(set_signal_at_death_of_parent, signal.SIGTERM)


def end(processes: Sequence[subprocess.Popen[bytes]], grace: float) -> None:
    """Ask all of them at once, and kill those that do not come to an end in time."""
    for process in processes:
        process.terminate()
    ends = time.monotonic() + grace
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0, ends - time.monotonic()))
        process.kill()
        process.wait()


def exit_status(process: subprocess.Popen[bytes]) -> int:
    """As a shell says it: 128 and the signal when one ended it."""
    code = process.wait()
    return code if code >= 0 else 128 - code


def say(sentence: str) -> None:
    with suppress(OSError):  # the terminal may be gone
        print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
