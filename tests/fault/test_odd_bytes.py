"""Bytes that are hardly HTTP, sent to a real server: refused in its own words, and nothing of them is in the log."""

import socket
from collections.abc import Callable
from contextlib import closing

import pytest

from tests.fault.readers import PAGE, Reader
from tests.server import Server

pytestmark = pytest.mark.fault

HEAD = b"Host: localhost\r\nConnection: close\r\n"
SECRET = b"leaked@example.org"
POST = b"POST " + PAGE.encode() + b" HTTP/1.1\r\n" + HEAD
ODD = {
    "a path that is no text": b"GET /\xff\xfe/ HTTP/1.1\r\n" + HEAD + b"\r\n",
    "a path with a NUL": b"GET /\x00" + SECRET + b" HTTP/1.1\r\n" + HEAD + b"\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
    "an address of another site": b"GET http://evil.example/nowhere HTTP/1.1\r\n" + HEAD + b"\r\n",
    "a version of the future": b"GET /?" + SECRET + b" HTTP/9.9\r\n" + HEAD + b"\r\n",
    "no request at all": SECRET + b"\r\n\r\n",
    "two lengths": POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /evil HTTP/1.1\r\n\r\n",
    "a length below zero": POST + b"Content-Length: -5\r\n\r\n",
    "a chunk without end": POST + b"Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n" + SECRET,
    "an unknown coding": POST + b"Transfer-Encoding: xchunked\r\n\r\n" + SECRET,
    "a name with a space": b"GET / HTTP/1.1\r\n" + HEAD + b"A B: " + SECRET + b"\r\n\r\n",
    "a method that is no word": b"F\xffOO /" + SECRET + b" HTTP/1.1\r\n" + HEAD + b"\r\n",
    "a cookie that is no text": b"GET / HTTP/1.1\r\n" + HEAD + b"Cookie: rejoinder=\xff\xfe\r\n\r\n",
    "an address too long": b"GET /" + SECRET * 1000 + b" HTTP/1.1\r\n" + HEAD + b"\r\n",
    "headers too long": b"GET / HTTP/1.1\r\n" + HEAD + b"X: " + SECRET * 2000 + b"\r\n\r\n",
    "a socket of another kind": b"GET / HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n",
}


def test_odd_bytes_are_refused_and_not_remembered(serve: Callable[..., Server], texts: Callable[[], list[str]]) -> None:
    server = serve(RATE_LIMITS="off")
    answers = {name: _answer(server, data) for name, data in ODD.items()}
    assert {name: answer for name, answer in answers.items() if not _is_refused_or_harmless(answer)} == {}
    assert not [name for name, answer in answers.items() if b"evil.example" in answer or b"Traceback" in answer]

    reader = Reader(server.port).read_form()
    assert reader.send("All is well.").status == 303
    reader.close()
    assert texts() == ["All is well."]
    log = (server.data_dir / "server.log").read_text()
    assert '"failure"' not in log
    assert " failure" not in log
    assert [word for word in ("leaked", "from ip=", "evil") if word in log] == []


def _is_refused_or_harmless(answer: bytes) -> bool:
    status = answer[9:12]
    return status[:1] in (b"2", b"3", b"4") or status in (b"501", b"505")


def _answer(server: Server, data: bytes) -> bytes:
    with closing(socket.create_connection(("127.0.0.1", server.port), timeout=10)) as connection:
        connection.sendall(data)
        answer = connection.recv(65_536)
        return answer.partition(b"\r\n\r\n")[0]
