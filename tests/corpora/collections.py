"""Hostile and odd texts: our own table, and whole collections when the variable CORPORA names their folder."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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
        ("*a* b\n", "<p><em>a</em> b</p>"),
        ("- a\n\n  b\n1. c\n", "<ul><li><p>a</p><p>b</p></li></ul><ol><li>c</li></ol>"),
        ("> a\nb\n\n    c\n", "<blockquote><p>a\nb</p></blockquote><pre><code>c</code></pre>"),
        ("a  \nb\\\nc\n", "<p>a<br>b<br>c</p>"),
        ("`a` &amp; \\*b\\* <i>c</i>", "<p><code>a</code> &amp; *b* <i>c</i></p>"),
    ]


def pathological_texts(length: int = LARGEST) -> list[tuple[str, str]]:
    """Markdown that made other parsers slow, cut to a length; that of the longest comment if none is named."""
    if folder := _folder():
        rows = json.loads((folder / "markdown" / "pathological.json").read_text("utf-8"))
        return [(row["name"], row["input"][:length]) for row in rows]
    return [("brackets", "[" * length), ("quotations", ("> " * length)[:length])]


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
