"""Rate limits that all workers share and a restart does not forget: moving windows in a small SQLite file."""

import ipaddress
import math
import re
import sqlite3
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

from limits import RateLimitItem, RateLimitItemPerSecond
from limits.storage import MovingWindowSupport, Storage
from limits.strategies import MovingWindowRateLimiter

from blog.errors import N_, TooSoon

REPLIES = RateLimitItemPerSecond(5, 60, namespace="replies")
SEARCHES = RateLimitItemPerSecond(60, 60, namespace="searches")
SIGN_INS = RateLimitItemPerSecond(10, 15 * 60, namespace="sign-ins")
SIGN_INS_FROM_A_KNOWN_DEVICE = RateLimitItemPerSecond(10, 15 * 60, namespace="sign-ins-known")
SIGN_INS_UNDER_ATTACK = RateLimitItemPerSecond(1, 15 * 60, namespace="sign-ins-attacked")
PRESENT_PASSWORDS = RateLimitItemPerSecond(10, 15 * 60, namespace="present-passwords")
FAILURES_OF_AN_ACCOUNT = RateLimitItemPerSecond(50, 60 * 60, namespace="account-failures")


class Limits:
    """Counts under limits. `key` is whom it counts: a network, a person."""

    def __init__(self, path: Path, is_on: bool) -> None:
        self._is_on = is_on
        self._limiter = MovingWindowRateLimiter(SqliteStorage(str(path)))

    def take(self, limit: RateLimitItem, key: str) -> None:
        """Count one. Raises TooSoon when the limit was reached."""
        if self._is_on and not self._limiter.hit(limit, key):
            raise self._too_soon(limit, key)

    def check(self, limit: RateLimitItem, key: str) -> None:
        """Raise TooSoon when one more would be too many, without counting it."""
        if self.is_reached(limit, key):
            raise self._too_soon(limit, key)

    def count(self, limit: RateLimitItem, key: str) -> None:
        """Count one that has happened already."""
        if self._is_on:
            self._limiter.hit(limit, key)

    def is_reached(self, limit: RateLimitItem, key: str) -> bool:
        return self._is_on and not self._limiter.test(limit, key)

    def _too_soon(self, limit: RateLimitItem, key: str) -> TooSoon:
        seconds = max(1, math.ceil(self._limiter.get_window_stats(limit, key).reset_time - time.time()))
        return TooSoon(
            N_("That was a lot in a short time. Please try again in %(seconds)d seconds."),
            retry_after=seconds,
            seconds=seconds,
        )


def network_of(address: str | None, v4_bits: int = 32, v6_bits: int = 64) -> str:
    """The network that an address counts as: by default one IPv4 address, or the /64 that one IPv6 customer has."""
    try:
        ip = ipaddress.ip_address(_without_port(address or "").partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    bits = v4_bits if ip.version == 4 else v6_bits
    return str(ipaddress.ip_network(f"{ip}/{bits}", strict=False))


def _without_port(address: str) -> str:
    """Some proxies write the port behind the address: 192.0.2.1:80, [2001:db8::1]:80."""
    match = re.fullmatch(r"\[([^\]]*)\](?::[0-9]*)?|([^:]*):[0-9]*", address)
    return (match[1] or match[2] or "") if match else address


def coarse_network_of(address: str | None) -> str:
    """What is stored with a reply: /24 or /48, which names no household."""
    return network_of(address, v4_bits=24, v6_bits=48)


class SqliteStorage(Storage, MovingWindowSupport):
    """Moving windows for `limits` in one SQLite file. Nothing here outlives its window, so a crash of the machine may
    lose the last moments: `synchronous=OFF`; a killed process loses nothing."""

    STORAGE_SCHEME = ["sqlite"]

    def __init__(self, uri: str, wrap_exceptions: bool = False, **options: float | str | bool) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions)
        self._path = uri
        self._local = threading.local()
        with closing(self._open()) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS hits (key TEXT NOT NULL, at REAL NOT NULL, until REAL NOT NULL)"
            )
            connection.execute("CREATE INDEX IF NOT EXISTS ix_hits_key_at ON hits (key, at)")
            connection.execute("CREATE INDEX IF NOT EXISTS ix_hits_until ON hits (until)")

    @property
    def base_exceptions(self) -> type[Exception]:
        return sqlite3.Error

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        now = time.time()
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.execute("DELETE FROM hits WHERE until <= ?", (now,))
            count = self._count(key, now - expiry)
            is_admitted = count + amount <= limit
            if is_admitted:
                connection.executemany("INSERT INTO hits VALUES (?, ?, ?)", [(key, now, now + expiry)] * amount)
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        return is_admitted

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        now = time.time()
        row = self._connection().execute(
            "SELECT MIN(at), COUNT(*) FROM hits WHERE key = ? AND at > ?", (key, now - expiry)
        )
        first, count = row.fetchone()
        return first or now, count

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        self.acquire_entry(key, sys.maxsize, int(expiry), amount)
        return self.get(key)

    def get(self, key: str) -> int:
        return self._count(key, 0)

    def get_expiry(self, key: str) -> float:
        row = self._connection().execute("SELECT MAX(until) FROM hits WHERE key = ?", (key,)).fetchone()
        return float(row[0] or time.time())

    def check(self) -> bool:
        return bool(self._connection().execute("SELECT 1").fetchone())

    def reset(self) -> int:
        return self._connection().execute("DELETE FROM hits").rowcount

    def clear(self, key: str) -> None:
        self._connection().execute("DELETE FROM hits WHERE key = ?", (key,))

    def _count(self, key: str, since: float) -> int:
        row = self._connection().execute("SELECT COUNT(*) FROM hits WHERE key = ? AND at > ?", (key, since))
        return int(row.fetchone()[0])

    def _connection(self) -> sqlite3.Connection:
        """One connection a thread, and none inherited from the process that forked us."""
        if getattr(self._local, "connection", None) is None:
            self._local.connection = self._open()
        return self._local.connection  # type: ignore[no-any-return]

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=15, isolation_level=None)
        connection.execute("PRAGMA synchronous=OFF")
        return connection
