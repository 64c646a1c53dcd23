"""`make bench` runs, and says each thing that it is there to say."""

import subprocess
import sys

import pytest

from tests.server import ROOT

EXPECTED = (
    "ours, ",
    "a bare view, the same bytes",
    "ratio of requests a second",
    "asked again with its ETag",
    "posts more, rate against few",
    "the feed, asked again with its ETag",
    "saving  100 kB of ordinary text",
    "ten times the text costs",
    "all copies against the widest alone",
    "  0 replies: ",
    " 20 replies: ",
    "200 replies: ",
    "kept, each in a transaction",
    "at rest, after the start",
    "after the loads above",
    "the first page ",
    "a page far on ",
    "a filter by writer ",
    "a search, ",
    "against an empty page",
    "approving 100 at once against one",
    "a common word ",
    "a rare word ",
    "a phrase ",
    "cleaning  1 kB",
)


@pytest.mark.fault
def test_the_benchmarks_run_and_print_every_line() -> None:
    command = [sys.executable, "-m", "bench", "--quick"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr[-2000:]
    assert [words for words in EXPECTED if words not in done.stdout] == []
    assert "failed" not in done.stdout
    queries = [line.partition(":")[2] for line in done.stdout.splitlines() if " when it is made" in line]
    assert len(set(queries)) == 1
