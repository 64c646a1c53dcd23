"""What the server holds in memory: shared pages counted once (PSS), the master and its workers together."""

import time
from pathlib import Path

from bench.site import BenchSite
from tests.server import Server


def measure(site: BenchSite) -> list[str]:
    busy = next(server for server in site.running if server.process)
    after = megabytes(busy)
    site.stop()
    rested = site.server()
    time.sleep(0.5)
    lines = [
        f"at rest, after the start      {megabytes(rested):6.0f} MB",
        f"after the loads above         {after:6.0f} MB",
    ]
    site.stop()
    return lines


def megabytes(server: Server) -> float:
    assert server.process
    return sum(_pss(pid) for pid in _family(server.process.pid)) / 1024


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in _family(int(child)))]


def _pss(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
