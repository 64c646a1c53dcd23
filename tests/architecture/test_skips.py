"""What a machine can't run is named, and in CI it is a failure."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

TESTS = """
import pytest

@pytest.mark.skip(reason="there is no browser")
def test_in_a_browser(): ...

@pytest.mark.xfail(reason="known")
def test_known(): assert False

def test_good(): ...
"""

FILE_THAT_SKIPS_ITSELF = "import pytest; pytest.skip('there is no database', allow_module_level=True)"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    return tmp_path


def test_a_skip_is_named_and_passes(folder: Path) -> None:
    ended = run_tests(folder, TESTS, ci="")
    assert "could not run on this machine" in ended.stdout
    assert "1 x Skipped: there is no browser" in ended.stdout
    assert ended.returncode == 0


def test_in_ci_a_skip_fails_and_an_expected_failure_does_not(folder: Path) -> None:
    ended = run_tests(folder, TESTS, ci="true")
    assert "1 passed, 1 xfailed, 1 error" in ended.stdout
    assert ended.returncode == 1


def test_in_ci_a_file_that_skips_itself_fails(folder: Path) -> None:
    assert run_tests(folder, FILE_THAT_SKIPS_ITSELF, ci="").returncode in (0, pytest.ExitCode.NO_TESTS_COLLECTED)
    ended = run_tests(folder, FILE_THAT_SKIPS_ITSELF, ci="true")
    assert "there is no database" in ended.stdout
    assert ended.returncode not in (0, pytest.ExitCode.NO_TESTS_COLLECTED)


def run_tests(folder: Path, source: str, ci: str) -> subprocess.CompletedProcess[str]:
    file = folder / "test_planted.py"
    file.write_text(source)
    command = [sys.executable, "-m", "pytest", "-p", "tests.plugins.skips", "-c", str(folder / "pytest.ini"), str(file)]
    environment = {**os.environ, "CI": ci}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
