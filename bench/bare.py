"""The least that Flask can do: one view that returns bytes which it read before. `BENCH_BODY` names their file."""

import os
from pathlib import Path

from flask import Flask, Response

app = Flask("bare")
body = Path(os.environ["BENCH_BODY"]).read_bytes() if "BENCH_BODY" in os.environ else b""
encoding = os.environ.get("BENCH_ENCODING", "")


@app.get("/", defaults={"anything": ""})
@app.get("/<path:anything>")
def show(anything: str) -> Response:
    response = Response(body, mimetype="text/html")
    if encoding:
        response.headers["Content-Encoding"] = encoding
    return response
