"""The log: one line a request, as text or JSON, with an id that an error page shows too.

What stands in it was chosen: method, route (the rule, not the address that was asked for, which may hold a token or
whatever a stranger typed), status, time and the id. No address, no name, no text of a reply.
"""

import json
import logging
import secrets
import sys
import time
from datetime import UTC, datetime

from flask import Flask, g, request
from werkzeug.wrappers import Response

FIELDS = ("request_id", "method", "route", "status", "job", "job_id", "outcome", "ms")

log = logging.getLogger("rejoinder")


def install(app: Flask, log_format: str, level: str) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_JsonLine() if log_format == "json" else _TextLine())
    log.handlers = [handler]
    log.setLevel(level.upper())
    log.propagate = False
    app.before_request(_start)
    app.after_request(_finish)


def _start() -> None:
    g.request_id = secrets.token_hex(8)
    g.started = time.perf_counter()


def _finish(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.request_id
    log.info(
        "request",
        extra={
            "request_id": g.request_id,
            "method": request.method if request.method.isalpha() and len(request.method) < 10 else "?",
            "route": request.url_rule.rule if request.url_rule else "-",
            "status": response.status_code,
            "ms": round((time.perf_counter() - g.started) * 1000, 1),
        },
    )
    return response


class _JsonLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {"at": _time(record), "level": record.levelname.lower(), "message": record.getMessage()}
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info:
            line["traceback"] = _traceback(record)
        return json.dumps(line, ensure_ascii=False)


class _TextLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        parts = [_time(record), record.levelname.lower(), record.getMessage()]
        parts += [f"{name}={getattr(record, name)}" for name in FIELDS if hasattr(record, name)]
        return " ".join(parts) + (f"\n{_traceback(record)}" if record.exc_info else "")


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _traceback(record: logging.LogRecord) -> str:
    """Where it happened and what kind of error it was. Not its message: a database error quotes the row's values."""
    error = record.exc_info[1] if record.exc_info else None
    lines = []
    trace = error.__traceback__ if error else None
    while trace:
        code = trace.tb_frame.f_code
        lines.append(f"  {code.co_filename}:{trace.tb_lineno} in {code.co_name}")
        trace = trace.tb_next
    return "\n".join([*lines, f"{type(error).__module__}.{type(error).__qualname__}"])
