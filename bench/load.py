"""A load that costs little itself: raw sockets, kept alive, a process for each half of the clients."""

import multiprocessing
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.queues import SimpleQueue

PROCESSES = 2


@dataclass(frozen=True)
class Load:
    """What came of it. Times in ms, sorted."""

    seconds: float
    times: list[float]
    failures: int

    @property
    def per_second(self) -> float:
        return len(self.times) / self.seconds

    def at(self, share: float) -> float:
        return self.times[min(len(self.times) - 1, int(len(self.times) * share))] if self.times else float("nan")

    def __str__(self) -> str:
        failed = f", {self.failures} failed" if self.failures else ""
        return f"{self.per_second:7.0f} a second, p50 {self.at(0.5):.1f} ms, p99 {self.at(0.99):.1f} ms{failed}"


Requests = Callable[[int], Iterator[bytes]]
Results = SimpleQueue[tuple[float, list[float], int]]


def run(port: int, requests: Requests, expected: int, seconds: float, clients: int = 8) -> Load:
    """Send what `requests(client)` gives, one after the other, from all clients at once."""
    context = multiprocessing.get_context("fork")
    results: Results = context.SimpleQueue()
    each = clients // PROCESSES
    processes = [
        context.Process(target=_process, args=(results, port, requests, expected, seconds, range(first, first + each)))
        for first in range(0, clients, each)
    ]
    for process in processes:
        process.start()
    parts = [results.get() for _ in processes]
    for process in processes:
        process.join()
    times = sorted(took for part in parts for took in part[1])
    return Load(max(part[0] for part in parts), times, sum(part[2] for part in parts))


def get(path: str, port: int, headers: str = "") -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{headers}\r\n".encode()


def _process(results: Results, port: int, requests: Requests, expected: int, seconds: float, clients: range) -> None:
    times: list[float] = []
    failures: list[int] = []
    ends = time.perf_counter() + seconds
    started = time.perf_counter()
    threads = [
        threading.Thread(target=_client, args=(port, requests(client), expected, ends, times, failures))
        for client in clients
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    results.put((time.perf_counter() - started, times, len(failures)))


def _client(
    port: int, requests: Iterator[bytes], expected: int, ends: float, times: list[float], failures: list[int]
) -> None:
    status = f"HTTP/1.1 {expected} ".encode()
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        for request in requests:
            started = time.perf_counter()
            if started > ends:
                return
            connection.sendall(request)
            head = receive(connection)
            times.append((time.perf_counter() - started) * 1000)
            if not head.startswith(status):
                failures.append(1)


def receive(connection: socket.socket) -> bytes:
    """Read one response whole; returns its head."""
    data = connection.recv(262_144)
    while (end := data.find(b"\r\n\r\n")) < 0:
        data += _some(connection)
    head = data[:end]
    have = len(data) - end - 4
    length = int(head.lower().partition(b"\r\ncontent-length:")[2].partition(b"\r\n")[0] or 0)
    while have < length:
        have += len(_some(connection))
    return head


def _some(connection: socket.socket) -> bytes:
    data = connection.recv(262_144)
    if not data:
        raise ConnectionError("the server hung up")
    return data
