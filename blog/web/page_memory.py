"""Finished pages, kept in the memory of a process."""

import hashlib
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

LARGEST = 32 * 1024 * 1024  # bytes of pages that one process keeps


@dataclass(frozen=True)
class FinishedPage:
    """A body, and the tag that is computed over it once."""

    body: bytes

    @cached_property
    def etag(self) -> str:
        return etag_of(self.body)


def etag_of(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=16).hexdigest()


class PageMemory:
    """Pages by what they were made from; the least recently used go first when there are too many bytes."""

    def __init__(self, largest: int = LARGEST) -> None:
        self._largest = largest
        self._size = 0
        self._pages: OrderedDict[Hashable, FinishedPage] = OrderedDict()
        self._lock = Lock()

    def find(self, edition: Hashable) -> FinishedPage | None:
        with self._lock:
            page = self._pages.get(edition)
            if page is not None:
                self._pages.move_to_end(edition)
            return page

    def keep(self, edition: Hashable, page: FinishedPage) -> None:
        with self._lock:
            known = self._pages.pop(edition, None)
            self._size += len(page.body) - (len(known.body) if known else 0)
            self._pages[edition] = page
            while self._size > self._largest:
                _, dropped = self._pages.popitem(last=False)
                self._size -= len(dropped.body)
