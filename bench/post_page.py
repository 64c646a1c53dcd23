"""The page that is read most: a post with 200 approved replies, against a bare view that returns the same bytes."""

import http.client
from collections.abc import Iterator
from itertools import repeat

from bench.load import Load, get, run
from bench.site import BenchSite

REPLIES = 200
AS_BROWSERS_ASK = "Accept-Encoding: gzip, deflate, br, zstd\r\n"


def measure(site: BenchSite, seconds: float) -> list[str]:
    path = site.address(REPLIES)
    ours = site.server()
    plain = compare(site, path, ours.port, "", seconds)
    packed = compare(site, path, ours.port, AS_BROWSERS_ASK, seconds)
    tag = fetch(ours.port, path, "")[1]["ETag"]
    unchanged = load(ours.port, path, f"If-None-Match: {tag}\r\n", 304, seconds / 2)
    return [*plain, *packed, f"asked again with its ETag (304)       {unchanged}"]


def compare(site: BenchSite, path: str, port: int, headers: str, seconds: float) -> list[str]:
    """Ours and the bare view in turns, so that both meet the same machine."""
    body, answered = fetch(port, path, headers)
    file = site.data_dir / "body"
    file.write_bytes(body)
    encoding = answered.get("Content-Encoding", "")
    bare = site.server("bench.bare:app", BENCH_BODY=str(file), BENCH_ENCODING=encoding)
    assert fetch(bare.port, path, headers)[0] == body
    turns = [
        (load(port, path, headers, 200, seconds / 4), load(bare.port, path, headers, 200, seconds / 4)) for _ in "12"
    ]
    bare.stop()
    mine, its = _together([turn[0] for turn in turns]), _together([turn[1] for turn in turns])
    named = f"{len(body) / 1024:.0f} kB {encoding or 'plain'}"
    return [
        f"ours, {named:20}            {mine}",
        f"a bare view, the same bytes           {its}",
        f"ratio of requests a second            {mine.per_second / its.per_second:7.2f} (1 is as quick)",
    ]


def load(port: int, path: str, headers: str, expected: int, seconds: float) -> Load:
    request = get(path, port, headers)

    def requests(client: int) -> Iterator[bytes]:
        return repeat(request)

    return run(port, requests, expected, seconds)


def _together(loads: list[Load]) -> Load:
    times = sorted(took for load in loads for took in load.times)
    return Load(sum(load.seconds for load in loads), times, sum(load.failures for load in loads))


def fetch(port: int, path: str, headers: str) -> tuple[bytes, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    named = dict(line.split(": ") for line in headers.splitlines())
    connection.request("GET", path, headers=named)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return body, dict(response.getheaders())
