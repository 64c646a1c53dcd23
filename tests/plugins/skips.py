"""Says once more, at the end, what this machine could not run; with CI=true each of these is a failure.

`make test` loads it with `-p tests.plugins.skips`. A test that is expected to fail is no skip. Tests may run in several
processes: what was skipped is counted where the reports of all come together.
"""

import os
from collections import Counter
from collections.abc import Generator

import pytest

IS_CI = os.environ.get("CI") == "true"
REFUSAL = "CI=true, so a skip is a failure. "
not_run: Counter[str] = Counter()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        refuse(report)
    return report


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if is_skip(report):
        not_run[reason_of(report)] += 1


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """A whole file that skips itself."""
    report = yield
    if report.skipped:
        not_run[reason_of(report)] += 1
        refuse(report)
    return report


def refuse(report: pytest.TestReport | pytest.CollectReport) -> None:
    if IS_CI:
        report.longrepr = REFUSAL + reason_of(report)
        report.outcome = "failed"


def is_skip(report: pytest.TestReport) -> bool:
    """Whether the test was skipped, also where that was made a failure."""
    return (report.skipped and not hasattr(report, "wasxfail")) or str(report.longrepr).startswith(REFUSAL)


def reason_of(report: pytest.TestReport | pytest.CollectReport) -> str:
    if isinstance(report.longrepr, tuple):
        return str(report.longrepr[2])
    return str(report.longrepr).removeprefix(REFUSAL)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not_run:
        terminalreporter.section("could not run on this machine")
    for reason, times in sorted(not_run.items()):
        terminalreporter.write_line(f"{times} x {reason}")
