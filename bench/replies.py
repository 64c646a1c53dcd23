"""Replies that arrive: eight clients, each with its own words, rate limits off."""

import re
import urllib.request
from collections.abc import Iterator
from itertools import count
from urllib.parse import urlencode

from bench.load import run
from bench.site import WORDS, BenchSite

CLIENTS = 8


def measure(site: BenchSite, seconds: float) -> list[str]:
    path = site.address(0)
    server = next(server for server in site.running if server.process)
    with urllib.request.urlopen(f"{server.url}{path}") as page:
        stamp = re.search(r'name="stamp"[^>]*value="([^"]+)"', page.read().decode())
    assert stamp

    def requests(client: int) -> Iterator[bytes]:
        for number in count():
            yield _post(path, server.port, f"{WORDS}\n\n{client} {number}", stamp[1])

    load = run(server.port, requests, 303, seconds, CLIENTS)
    return [f"kept, each in a transaction of its own, on disk before it is answered   {load}"]


def _post(path: str, port: int, text: str, stamp: str) -> bytes:
    fields = {"author": "Rhea Reader", "email": "rhea@example.net", "comment": text, "stamp": stamp}
    body = urlencode(fields).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
