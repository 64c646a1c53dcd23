"""Rows for people and for pipes: a table, ids, JSON or CSV, written as they come."""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence

import click

from blog.text.cells import harmless_cell

Row = Mapping[str, str | int | None]
FORMATS = ("table", "ids", "json", "csv")

format_option = click.option(
    "--format", "format_", type=click.Choice(FORMATS), default="table", help="For people, or for pipes."
)


def print_rows(rows: Iterable[Row], format_: str, columns: Sequence[str], line: Callable[[Row], str]) -> None:
    """Print `columns` of each row; `line` is how the table says it. `ids` prints the first column alone."""
    if format_ == "json":
        _print_json(rows, columns)
    elif format_ == "csv":
        writer = csv.writer(sys.stdout)
        writer.writerow(columns)
        writer.writerows([_cell(row[column]) for column in columns] for row in rows)
    else:
        for row in rows:
            click.echo(row[columns[0]] if format_ == "ids" else line(row))


def read_ids(words: Sequence[str]) -> list[int]:
    """Ids as they were typed; `-` stands for those on standard input, between spaces or on lines of their own.

    Raises UsageError for what is no number, before anything is done.
    """
    items = [item for word in words for item in (sys.stdin.read().split() if word == "-" else [word])]
    for item in items:
        if not (item.isascii() and item.isdigit() and len(item) < 19):
            raise click.UsageError(f"“{item}” is no id; ids are whole numbers.")
    return [int(item) for item in items]


def _print_json(rows: Iterable[Row], columns: Sequence[str]) -> None:
    """One list, an object on each line, so that a long one needs no memory."""
    before = "["
    for row in rows:
        text = json.dumps({column: row[column] for column in columns}, ensure_ascii=False)
        click.echo(f"{before}\n  {text}", nl=False)
        before = ","
    click.echo("[]" if before == "[" else "\n]")


def _cell(value: str | int | None) -> str | int | None:
    return harmless_cell(value) if isinstance(value, str) else value
