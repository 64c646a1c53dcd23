"""Runs on its own, as a process that may take two seconds and no more: code comes in, the kinds of its tokens go out.

In: a JSON list of [lexer, code]. Out: a line of JSON for each, in order, as soon as it is done: a list of
[class, text], or null where the lexer failed. Knows nothing of the rest of the house.
"""

import json
import resource
import sys
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import Any

from pygments.lexers import find_lexer_class
from pygments.token import Comment, Generic, Keyword, Literal, Name, Operator, Token

MOST_SECONDS = 2
MOST_BYTES = 1 << 30

CLASS_OF = {
    Comment: "c",
    Comment.Preproc: "cp",
    Comment.PreprocFile: "cp",
    Generic.Deleted: "gd",
    Generic.Heading: "gh",
    Generic.Inserted: "gi",
    Generic.Prompt: "gp",
    Generic.Subheading: "gh",
    Keyword: "k",
    Keyword.Type: "kt",
    Literal.Number: "m",
    Literal.String: "s",
    Name.Attribute: "na",
    Name.Builtin: "nb",
    Name.Class: "nc",
    Name.Decorator: "nd",
    Name.Exception: "nc",
    Name.Function: "nf",
    Name.Tag: "nt",
    Name.Variable: "nv",
    Operator.Word: "k",
    Token: "",
}


def runs(code: str, lexer: str) -> Iterator[tuple[str, str]]:
    """Class and text of each run of tokens that look alike; the texts together are the code."""
    tokens = find_lexer_class(lexer)(stripnl=False, ensurenl=False).get_tokens(code)
    for name, run in groupby(((_class_of(kind), text) for kind, text in tokens), key=lambda token: token[0]):
        yield name, "".join(text for _, text in run)


@cache
def _class_of(kind: Any) -> str:
    while kind not in CLASS_OF:
        kind = kind.parent
    return CLASS_OF[kind]


def _answer(code: str, lexer: str) -> list[tuple[str, str]] | None:
    try:
        return list(runs(code, lexer))
    except Exception:  # other people's patterns on any text that there is
        return None


def _main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    for lexer, code in json.load(sys.stdin):
        sys.stdout.write(json.dumps(_answer(code, lexer)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _main()
