"""Rate limits: whom they count, and that all workers share the count."""

import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from limits import RateLimitItemPerSecond

from blog.errors import TooSoon
from blog.web.limits import Limits, coarse_network_of, network_of

THREE = RateLimitItemPerSecond(3, 60, namespace="test")


@pytest.fixture
def limits(tmp_path: Path) -> Limits:
    return Limits(tmp_path / "limits.db", is_on=True)


@pytest.fixture
def pass_time(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let so many seconds go by."""
    now = [1_800_000_000.0]
    monkeypatch.setattr(time, "time", lambda: now[0])

    def pass_time(seconds: float) -> None:
        now[0] += seconds

    return pass_time


@pytest.mark.parametrize(
    ("address", "network", "coarse"),
    [
        ("192.0.2.77", "192.0.2.77/32", "192.0.2.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", "2001:db8:1::/48"),
        ("::ffff:192.0.2.77", "192.0.2.77/32", "192.0.2.0/24"),
        ("fe80::1%eth0", "fe80::/64", "fe80::/48"),
        ("192.0.2.77:8080", "192.0.2.77/32", "192.0.2.0/24"),
        ("[2001:db8::1]:80", "2001:db8::/64", "2001:db8::/48"),
        ("", "unknown", "unknown"),
        (None, "unknown", "unknown"),
        ("not an address", "unknown", "unknown"),
    ],
)
def test_an_address_counts_as_its_network(address: str | None, network: str, coarse: str) -> None:
    assert network_of(address) == network
    assert coarse_network_of(address) == coarse


def test_one_more_than_the_limit_is_too_soon(limits: Limits, pass_time: Callable[[float], None]) -> None:
    for _ in range(3):
        limits.take(THREE, "one")
    pass_time(20)

    with pytest.raises(TooSoon) as refusal:
        limits.take(THREE, "one")
    assert refusal.value.retry_after == 40
    limits.take(THREE, "other")


def test_the_window_moves(limits: Limits, pass_time: Callable[[float], None]) -> None:
    for _ in range(3):
        limits.take(THREE, "one")
        pass_time(15)
    with pytest.raises(TooSoon):
        limits.take(THREE, "one")

    pass_time(15)  # the first was a minute ago
    limits.take(THREE, "one")
    with pytest.raises(TooSoon):
        limits.take(THREE, "one")


def test_asking_does_not_count(limits: Limits) -> None:
    for _ in range(10):
        limits.check(THREE, "one")
        assert not limits.is_reached(THREE, "one")
    for _ in range(3):
        limits.count(THREE, "one")

    assert limits.is_reached(THREE, "one")
    with pytest.raises(TooSoon):
        limits.check(THREE, "one")


def test_switched_off_nothing_is_too_soon(tmp_path: Path) -> None:
    limits = Limits(tmp_path / "limits.db", is_on=False)

    for _ in range(10):
        limits.take(THREE, "one")
        limits.count(THREE, "one")
        limits.check(THREE, "one")
    assert not limits.is_reached(THREE, "one")


def test_what_is_over_is_forgotten(limits: Limits, tmp_path: Path, pass_time: Callable[[float], None]) -> None:
    for number in range(20):
        limits.take(THREE, f"network {number}")
    pass_time(61)
    limits.take(THREE, "another")

    with closing(sqlite3.connect(tmp_path / "limits.db")) as connection:
        assert connection.execute("SELECT count(*) FROM hits").fetchone() == (1,)


def test_eight_threads_of_two_workers_never_get_more_than_the_limit(tmp_path: Path) -> None:
    workers = [Limits(tmp_path / "limits.db", is_on=True) for _ in range(2)]
    limit = RateLimitItemPerSecond(50, 600, namespace="test")
    admitted: list[int] = []

    def take(worker: Limits) -> None:
        for _ in range(20):
            try:
                worker.take(limit, "one")
                admitted.append(1)
            except TooSoon:
                pass

    threads = [threading.Thread(target=take, args=(workers[number % 2],)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(admitted) == 50
