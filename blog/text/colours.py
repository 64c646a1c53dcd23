"""Code with a class for each kind of token, made when a post is saved.

The classes are Pygments' own short names, those that a reader can tell apart; all else stays bare. A lexer is a pile of
patterns, and for nearly each there is a text that keeps it busy for minutes, which nothing in this process could end.
So lexers run in a process of their own (`lexing.py`) that has two seconds. What it doesn't finish stays as it is, as
does code in a language that nobody knows; nothing here is ever an error.
"""

import json
import logging
import subprocess
import sys
from collections import OrderedDict
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import Lock

from pygments.lexers import get_all_lexers

from blog.text.elements import elements
from blog.text.writer import escaped

LONGEST_BLOCK = 20_000  # characters
MOST_IN_A_POST = 60_000
LONGEST_WAIT = 20  # seconds by the clock, for a machine with much else to do
REMEMBERED = 200  # blocks: a preview is asked for again and again while the author writes

CLASSES = elements("c cp gd gh gi gp k kt m na nb nc nd nf nt nv s")

Block = tuple[str, str]  # the name of a lexer, and code

_LEXING = str(Path(__file__).with_name("lexing.py"))


def coloured(blocks: Sequence[tuple[str, str]]) -> list[str | None]:
    """For each language and code the HTML for within `code`; None where it is better left as it is.

    A post's worth: what comes after the first 60,000 characters is left.
    """
    chosen = _chosen(blocks)
    known = {block: html for block in chosen if block and (html := _memory.recall(block)) is not None}
    if new := [block for block in dict.fromkeys(chosen) if block and block not in known]:
        known |= _lex(new)
        _memory.keep(known)
    return [known.get(block) or None if block else None for block in chosen]


def _chosen(blocks: Sequence[tuple[str, str]]) -> list[Block | None]:
    left, chosen = MOST_IN_A_POST, list[Block | None]()
    for language, code in blocks:
        lexer = _lexers().get(language.lower())
        is_chosen = lexer is not None and 0 < len(code) <= min(LONGEST_BLOCK, left)
        left -= len(code) if is_chosen else 0
        chosen.append((lexer, code) if lexer and is_chosen else None)
    return chosen


@cache
def _lexers() -> dict[str, str]:
    """The name of the lexer by each alias of each language."""
    return {alias.lower(): name for name, aliases, _, _ in get_all_lexers(plugins=False) for alias in aliases}


def _lex(blocks: Sequence[Block]) -> dict[Block, str]:
    """The HTML of those that were done in time; "" where the lexer failed, lost something, or never ended."""
    lines = _lines_of_process(json.dumps(blocks).encode())
    done = [_marked(json.loads(line), code) for line, (_, code) in zip(lines, blocks, strict=False)]
    return dict(zip(blocks, [*done, ""], strict=False))


def _lines_of_process(question: bytes) -> list[bytes]:
    try:
        command = [sys.executable, "-I", _LEXING]
        answer = subprocess.run(command, input=question, capture_output=True, timeout=LONGEST_WAIT).stdout  # noqa: S603
    except subprocess.TimeoutExpired as error:
        answer = error.stdout or b""
    except OSError:
        logging.getLogger(__name__).warning("The process that colours code did not start.", exc_info=True)
        answer = b""
    return answer.split(b"\n")[:-1]


def _marked(runs: list[tuple[str, str]] | None, code: str) -> str:
    if not runs or "".join(text for _, text in runs) != code:
        return ""
    return "".join(_marked_run(name, text) for name, text in runs)


def _marked_run(name: str, text: str) -> str:
    return f'<span class="{name}">{escaped(text)}</span>' if name else escaped(text)


class _Memory:
    """The last blocks that were coloured."""

    def __init__(self) -> None:
        self._blocks: OrderedDict[Block, str] = OrderedDict()
        self._lock = Lock()

    def recall(self, block: Block) -> str | None:
        with self._lock:
            return self._blocks.get(block)

    def keep(self, blocks: dict[Block, str]) -> None:
        with self._lock:
            for block, html in blocks.items():
                self._blocks[block] = html
                self._blocks.move_to_end(block)
            while len(self._blocks) > REMEMBERED:
                self._blocks.popitem(last=False)


_memory = _Memory()
