"""The record as a file for spreadsheets, which run nothing in it."""

import csv
import re
from collections.abc import Iterator
from io import StringIO

from blog.database import db
from blog.moderation.record_subjects import Subjects, subjects_of
from blog.moderation.record_wording import pieces_of
from blog.record.acts import actor_of
from blog.record.browsing import Wanted, page_of_acts
from blog.record.models import Act
from blog.text.cells import harmless_cell
from blog.web.error_pages import fill_in

ROWS_AT_ONCE = 500
HEAD = ("id", "time", "who", "what", "verb", "subject", "subject_id", "undoes", "undone_by", "undone_at")
INNER_FORMULA = re.compile(r"""(?<=[,;"])(?=\s*[=+\-@＝＋－＠])""")
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"  # by which spreadsheets know UTF-8


def lines_of(wanted: Wanted, before: int) -> Iterator[str]:
    """The newest first, of what was done before the act with this id. So much is read at once as is sent at once."""
    yield BYTE_ORDER_MARK + _line(HEAD)
    after = None
    while acts := page_of_acts(wanted, after, ROWS_AT_ONCE):
        subjects = subjects_of(acts)
        yield "".join(_line(_cells(act, subjects)) for act in acts if act.id < before)
        after = (acts[-1].at, acts[-1].id)
        db.session.expunge_all()


def _cells(act: Act, subjects: Subjects) -> list[str]:
    undoing = subjects.undoings.get(act.id)
    return [
        str(act.id),
        act.at.isoformat(timespec="seconds"),
        _name(act),
        "".join(piece.text for piece in pieces_of(act, subjects, for_a_file=True)),
        act.verb,
        act.subject,
        str(act.subject_id or ""),
        str(act.undoes_id or ""),
        _name(undoing) if undoing else "",
        undoing.at.isoformat(timespec="seconds") if undoing else "",
    ]


def _name(act: Act) -> str:
    return fill_in("%(name)s", {"name": actor_of(act)})


def _line(cells: tuple[str, ...] | list[str]) -> str:
    """Each cell in quotes and on one line."""
    target = StringIO()
    csv.writer(target, quoting=csv.QUOTE_ALL).writerow([_harmless(cell) for cell in cells])
    return target.getvalue()


def _harmless(cell: str) -> str:
    """Also where a spreadsheet takes a semicolon for the end of a cell, as in half of Europe."""
    return harmless_cell(INNER_FORMULA.sub("'", " ".join(cell.split())))
