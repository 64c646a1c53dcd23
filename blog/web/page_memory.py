"""Finished pages, kept in the memory of a process."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

LARGEST = 32 * 1024 * 1024  # bytes of pages that one process keeps


class PageMemory:
    """Bodies by what they were made from; the least recently used go first when there are too many bytes."""

    def __init__(self, largest: int = LARGEST) -> None:
        self._largest = largest
        self._size = 0
        self._bodies: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = Lock()

    def find(self, edition: Hashable) -> bytes | None:
        with self._lock:
            body = self._bodies.get(edition)
            if body is not None:
                self._bodies.move_to_end(edition)
            return body

    def keep(self, edition: Hashable, body: bytes) -> None:
        with self._lock:
            self._size += len(body) - len(self._bodies.get(edition, b""))
            self._bodies[edition] = body
            self._bodies.move_to_end(edition)
            while self._size > self._largest:
                _, dropped = self._bodies.popitem(last=False)
                self._size -= len(dropped)
