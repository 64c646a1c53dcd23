"""Hostile and odd texts: our own table, and whole collections when the variable CORPORA names their folder."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.corpora.made_up import made_up_comments

OUR_TABLE = Path(__file__).parent.parent / "data" / "hostile.jsonl"
LARGEST = 65_525


def hostile_texts() -> list[str]:
    """Our own; and the collected vectors, the texts made for forms, and the naughty strings."""
    texts = [row["text"] for row in _rows(OUR_TABLE)]
    if folder := _folder():
        texts += [row["input"] for row in _rows(folder / "xss" / "vectors.jsonl")]
        texts += [row["value"] for row in _rows(folder / "fields" / "form_fields.jsonl") if _is_for_a_text(row)]
        texts += [text for row in _rows(folder / "fields" / "naughty_strings.jsonl") for text in _strings(row)]
    return texts


def markdown_examples() -> list[tuple[str, str]]:
    """Markdown and the HTML that its specification expects."""
    if folder := _folder():
        rows = json.loads((folder / "markdown" / "commonmark-spec.json").read_text("utf-8"))
        return [(row["markdown"], row["html"]) for row in rows]
    return [
        ("*a* b\n", "<p><em>a</em> b</p>\n"),
        ("- a\n\n  b\n1. c\n", "<ul>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n</ul>\n<ol>\n<li>c</li>\n</ol>\n"),
        ("> a\nb\n\n    c\n", "<blockquote>\n<p>a\nb</p>\n</blockquote>\n<pre><code>c\n</code></pre>\n"),
        ("a  \nb\\\nc\n", "<p>a<br />\nb<br />\nc</p>\n"),
        ("`a` &amp; \\*b\\* <i>c</i>", "<p><code>a</code> &amp; *b* <i>c</i></p>\n"),
        ("# a\n\n```ruby x\nb = 1\n```\n", '<h1>a</h1>\n<pre><code class="language-ruby">b = 1\n</code></pre>\n'),
        ('![a](/b "c")\n\n[d](e)\n', '<p><img src="/b" alt="a" title="c" /></p>\n<p><a href="e">d</a></p>\n'),
        (">\n", "<blockquote>\n</blockquote>\n"),
    ]


def pathological_texts(length: int = LARGEST) -> list[tuple[str, str]]:
    """Markdown that made other parsers slow, cut to a length; that of the longest comment if none is named."""
    if folder := _folder():
        rows = json.loads((folder / "markdown" / "pathological.json").read_text("utf-8"))
        return [(row["name"], row["input"][:length]) for row in rows]
    return [("brackets", "[" * length), ("quotations", ("> " * length)[:length])]


def labelled_comments() -> list[tuple[str, str]]:
    """Texts of comments, each `spam` or `ham`; some of our own making if no folder is named."""
    if folder := _folder():
        return [(row["text"], row["label"]) for row in _rows(folder / "spam" / "comments.jsonl")]
    return made_up_comments()


def _folder() -> Path | None:
    named = os.environ.get("CORPORA")
    return Path(named) if named else None


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _is_for_a_text(row: dict[str, Any]) -> bool:
    return "text" in row["field"] or row["field"] == "any"


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def odd_uploads() -> list[tuple[str, bytes]]:
    """Names and bytes of files that are no pictures, or pictures with something in them."""
    if folder := _folder():
        paths = sorted((folder / "uploads").iterdir())
        return [(path.name, path.read_bytes()) for path in paths if path.name != "filenames.json"]
    return [
        ("a.svg", b"<svg onload=alert(1)></svg>"),
        ("b.gif", b"GIF89a/*<script>alert(1)</script>*/=1;"),
        ("c.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0<script>alert(1)</script>"),
        ("d.html", b"<script>alert(1)</script>"),
    ]


def odd_file_names() -> list[str]:
    if folder := _folder():
        names: list[str] = json.loads((folder / "uploads" / "filenames.json").read_text("utf-8"))
        return names
    return ["../../etc/passwd", "a.png.html", "\u202egnp.exe", "a\r\nb.png", "<img src=x onerror=alert(1)>.png", "NUL"]
