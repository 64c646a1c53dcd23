"""Says once more, at the end, what this machine could not run; with CI=true each of these is a failure.

`make test` loads it with `-p tests.plugins.skips`. A test that is expected to fail is no skip.
"""

import os
from collections import Counter
from collections.abc import Generator

import pytest

IS_CI = os.environ.get("CI") == "true"
not_run: Counter[str] = Counter()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        count(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """A whole file that skips itself."""
    report = yield
    if report.skipped:
        count(report)
    return report


def count(report: pytest.TestReport | pytest.CollectReport) -> None:
    reason = reason_of(report)
    not_run[reason] += 1
    if IS_CI:
        report.outcome = "failed"
        report.longrepr = f"CI=true, so a skip is a failure. {reason}"


def reason_of(report: pytest.TestReport | pytest.CollectReport) -> str:
    if isinstance(report.longrepr, tuple):
        return str(report.longrepr[2])
    return str(report.longrepr)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not_run:
        terminalreporter.section("could not run on this machine")
    for reason, times in sorted(not_run.items()):
        terminalreporter.write_line(f"{times} x {reason}")
