"""Imports point down. What stands on which floor is declared here, and a new room is declared before it is used."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from enum import IntEnum
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


class Floor(IntEnum):
    GROUND = 0  # no Flask, no database
    PLATFORM = 1  # one outside thing each
    FEATURE = 2  # tables, reads and acts; no Flask, no current user
    DELIVERY = 3  # what speaks HTTP
    WIRING = 4


# Files and rooms directly under blog/, and the two files beside it.
TOP_LEVEL = {
    "blog.clock": Floor.GROUND,
    "blog.errors": Floor.GROUND,
    "blog.spam": Floor.GROUND,
    "blog.text": Floor.GROUND,
    "blog.tokens": Floor.GROUND,
    "config": Floor.GROUND,
    "blog.addresses": Floor.PLATFORM,
    "blog.database": Floor.PLATFORM,
    "blog.jobs": Floor.PLATFORM,
    "blog.mail": Floor.PLATFORM,
    "blog.storage": Floor.PLATFORM,
    "blog.web": Floor.DELIVERY,
    "blog.app": Floor.WIRING,
    "blog.cli": Floor.WIRING,
    "blog.inverses": Floor.WIRING,  # how each act of each feature is undone
    "blog.templating": Floor.WIRING,  # hands the words of all features to the templates
    "blog.work": Floor.WIRING,  # the command that runs the worker
    "wsgi": Floor.WIRING,
}

# Features, the lowest row first. A row imports from the rows below it, never from one above or beside it.
FEATURE_ROWS = (
    ("record",),
    ("accounts",),
    ("settings",),
    ("media",),
    ("posts",),
    ("comments", "library"),
    ("learning",),
    ("moderation",),
    ("reading",),
    ("notifications", "search", "feeds"),
    ("sitemap",),
    ("transfer", "privacy", "sample"),
)
ROW_OF = {feature: number for number, row in enumerate(FEATURE_ROWS) for feature in row}

# Inside a feature, a file is an act (floor 2) unless its name says otherwise.
FLOOR_OF_FILE = {
    "lifecycle": Floor.GROUND,
    "permissions": Floor.GROUND,
    "roles": Floor.GROUND,
    "feeds": Floor.DELIVERY,
    "forms": Floor.DELIVERY,
    "guards": Floor.DELIVERY,
    "handlers": Floor.DELIVERY,
    "pages": Floor.DELIVERY,  # what several views of a feature show
    "views": Floor.DELIVERY,
    "wording": Floor.DELIVERY,  # codes and values into sentences of the site's language
}

# Files that stand elsewhere than their name or their room says.
FLOOR_OF_MODULE = {
    "blog.feeds.atom": Floor.GROUND,
    "blog.feeds.feed": Floor.GROUND,
    "blog.feeds.json_feed": Floor.GROUND,
    "blog.feeds.rss": Floor.GROUND,
    "blog.feeds.xml_tree": Floor.GROUND,
    "blog.search.highlights": Floor.GROUND,
    "blog.search.ranking": Floor.GROUND,
    "blog.settings.keys": Floor.GROUND,
    "blog.settings.menu_rows": Floor.DELIVERY,
    "blog.settings.parsing": Floor.GROUND,
    "blog.sitemap.urlset": Floor.GROUND,
    "blog.accounts.browsers": Floor.GROUND,
    "blog.accounts.preference_views": Floor.DELIVERY,
    "blog.accounts.session_views": Floor.DELIVERY,
    "blog.accounts.attempts": Floor.DELIVERY,
    "blog.notifications.mails": Floor.DELIVERY,
    "blog.notifications.schedule": Floor.GROUND,
    "blog.library.receiving": Floor.DELIVERY,
    "blog.moderation.charts": Floor.GROUND,
    "blog.moderation.canned_views": Floor.DELIVERY,
    "blog.moderation.rewording_views": Floor.DELIVERY,
    "blog.moderation.number_views": Floor.DELIVERY,
    "blog.moderation.pause_views": Floor.DELIVERY,
    "blog.moderation.screening_views": Floor.DELIVERY,
    "blog.moderation.screening_wording": Floor.DELIVERY,
    "blog.moderation.filter_panel": Floor.DELIVERY,
    "blog.moderation.filters": Floor.GROUND,
    "blog.moderation.script_answers": Floor.DELIVERY,
    "blog.moderation.places": Floor.DELIVERY,
    "blog.moderation.context_pages": Floor.DELIVERY,
    "blog.moderation.context_views": Floor.DELIVERY,
    "blog.moderation.evidence": Floor.DELIVERY,
    "blog.moderation.run_pages": Floor.DELIVERY,
    "blog.moderation.run_views": Floor.DELIVERY,
    "blog.moderation.saved_filter_views": Floor.DELIVERY,
    "blog.moderation.reason_views": Floor.DELIVERY,
    "blog.moderation.record_file": Floor.DELIVERY,
    "blog.moderation.record_page": Floor.DELIVERY,
    "blog.moderation.record_views": Floor.DELIVERY,
    "blog.moderation.record_verbs": Floor.DELIVERY,
    "blog.moderation.record_wording": Floor.DELIVERY,
    "blog.moderation.removals": Floor.DELIVERY,
    "blog.moderation.watching": Floor.DELIVERY,
    "blog.moderation.ban_views": Floor.DELIVERY,
    "blog.moderation.rule_forms": Floor.DELIVERY,
    "blog.moderation.rule_pages": Floor.DELIVERY,
    "blog.moderation.rule_views": Floor.DELIVERY,
    "blog.moderation.writer_pages": Floor.DELIVERY,
    "blog.moderation.writer_views": Floor.DELIVERY,
    "blog.moderation.rule_matching": Floor.GROUND,
    "blog.moderation.rule_shapes": Floor.GROUND,
    "blog.moderation.score_views": Floor.DELIVERY,
    "blog.posts.desk_page": Floor.DELIVERY,
    "blog.posts.form_values": Floor.DELIVERY,
    "blog.posts.history": Floor.DELIVERY,
    "blog.posts.live_preview": Floor.DELIVERY,
    "blog.posts.ordering": Floor.DELIVERY,
    "blog.posts.sharing": Floor.DELIVERY,
    "blog.posts.term_desk": Floor.DELIVERY,
    "blog.posts.autosave": Floor.DELIVERY,
    "blog.reading.metadata": Floor.DELIVERY,
    "blog.reading.archives": Floor.DELIVERY,
    "blog.reading.converters": Floor.DELIVERY,
    "blog.reading.replying": Floor.DELIVERY,
}

# What every page shares may know who is signed in and how the site is set, and nothing else of the features.
HIGHEST_FEATURE_OF_WEB = "settings"

# Arrows that are meant, each with its reason.
MEANT = {
    ("blog.web.engine", "blog.comments.screening"),  # carries the phases of screening from app.py to the page of a post
}

OF_THE_WEB = {"flask", "werkzeug", "wtforms", "jinja2"}
OF_THE_DATABASE = {"alembic", "psycopg", "sqlalchemy", "sqlite3"}
FORBIDDEN_ON_THE_GROUND = {"flask", "sqlalchemy", "sqlite3"}
OF_ONE_REQUEST = {"current_app", "flash", "g", "request", "session", "url_for"}


def test_no_import_points_up() -> None:
    modules = modules_of(ROOT)
    assert len(modules) > 10
    assert [fault for name, path in modules.items() for fault in faults(name, path.read_text(), set(modules))] == []


def test_every_arrow_that_is_meant_is_still_there() -> None:
    modules = modules_of(ROOT)
    for module, meant in MEANT:
        imported = {target for _, target, _ in imports_of(module, modules[module].read_text(), set(modules))}
        assert meant in imported


def test_the_ground_floor_loads_neither_flask_nor_a_database() -> None:
    names = [name for name in modules_of(ROOT) if floor_of(name) is Floor.GROUND and name != "config"]
    assert names
    assert loaded_by(names) & FORBIDDEN_ON_THE_GROUND == set()


def test_the_check_of_what_is_loaded_sees_flask() -> None:
    assert loaded_by(["blog.database"]) >= FORBIDDEN_ON_THE_GROUND


def loaded_by(names: list[str]) -> set[str]:
    """The top names of all modules that a fresh Python has loaded after importing these."""
    program = f"import sys, {', '.join(names)}; print(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    return {name.partition(".")[0] for name in ended.stdout.split()}


def test_the_file_of_a_room_itself_holds_a_docstring_only() -> None:
    """Or else an import of one pure file would load what its room loads."""
    for path in [ROOT / "blog/__init__.py", *(ROOT / "blog").glob("*/__init__.py")]:
        body = ast.parse(path.read_text()).body
        assert all(isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) for node in body), path


def modules_of(root: Path) -> dict[str, Path]:
    """Every module of the application by its dotted name; the rooms' own files, which hold no code, left out."""
    paths = sorted((root / "blog").rglob("*.py"))
    paths += [root / name for name in ("config.py", "wsgi.py") if (root / name).exists()]
    named = {dotted(path.relative_to(root)): path for path in paths}
    return {name: path for name, path in named.items() if path.name != "__init__.py" or name.count(".") > 1}


def dotted(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def faults(module: str, source: str, modules: set[str]) -> list[str]:
    """What is wrong with the imports of one module, a sentence each."""
    try:
        floor = floor_of(module)
        return [
            f"{module}:{line} {problem}"
            for line, target, names in imports_of(module, source, modules)
            if (problem := problem_with(module, floor, target, names))
        ]
    except UndeclaredRoom as error:
        return [str(error)]


class UndeclaredRoom(Exception):
    pass


def floor_of(module: str) -> Floor:
    if module in FLOOR_OF_MODULE:
        return FLOOR_OF_MODULE[module]
    room = ".".join(module.split(".")[:2])
    if room in TOP_LEVEL:
        return TOP_LEVEL[room]
    if feature_of(module) is None:
        raise UndeclaredRoom(
            f"{module}: nobody declared on which floor {room} stands."
            " Add it to TOP_LEVEL, or a feature to FEATURE_ROWS, in tests/architecture/test_floors.py"
        )
    return FLOOR_OF_FILE.get(module.split(".")[-1], Floor.FEATURE)


def feature_of(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "blog" and parts[1] in ROW_OF else None


def imports_of(module: str, source: str, modules: set[str]) -> Iterator[tuple[int, str, set[str]]]:
    """Line, imported module and the names taken from it; imports inside functions and for types count too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name, set()
        elif isinstance(node, ast.ImportFrom):
            origin = absolute(module, node)
            for alias in node.names:
                inner = f"{origin}.{alias.name}"
                is_module = inner in modules or any(name.startswith(f"{inner}.") for name in modules)
                yield (node.lineno, inner, set()) if is_module else (node.lineno, origin, {alias.name})


def absolute(module: str, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    return ".".join([*module.split(".")[: -node.level], *filter(None, [node.module])])


def problem_with(module: str, floor: Floor, target: str, names: set[str]) -> str | None:
    if target in ("config", "wsgi") or target.split(".")[0] == "blog":
        return problem_with_own(module, floor, target)
    return problem_with_library(floor, target, names)


def problem_with_own(module: str, floor: Floor, target: str) -> str | None:
    if target == "blog" or target.removeprefix("blog.") in ROW_OF:
        return f"imports the room {target}; name the file that is meant"
    if floor_of(target) > floor:
        return f"imports {target}: floor {floor} looks up to floor {floor_of(target)}"
    feature = feature_of(target)
    if feature and is_beyond(module, feature) and (module, target) not in MEANT:
        return f"imports {target}: {feature} is not below it in FEATURE_ROWS"
    return None


def is_beyond(module: str, feature: str) -> bool:
    """Whether a module may not know a feature: it is in a higher row, or beside its own in the same one."""
    own = feature_of(module)
    if own:
        return feature != own and ROW_OF[feature] >= ROW_OF[own]
    is_shared = module.startswith("blog.web.") and floor_of(module) is Floor.DELIVERY
    return is_shared and ROW_OF[feature] > ROW_OF[HIGHEST_FEATURE_OF_WEB]


def problem_with_library(floor: Floor, target: str, names: set[str]) -> str | None:
    library = target.partition(".")[0]
    if floor is Floor.GROUND and library in OF_THE_DATABASE:
        return f"imports {target}: the ground floor knows no database"
    if floor >= Floor.DELIVERY:
        return None
    if library == "flask" and (names & OF_ONE_REQUEST or not names):
        return f"imports {', '.join(sorted(names)) or 'flask'}: what belongs to one request stops at floor 3"
    is_of_the_web = library in OF_THE_WEB or library.startswith("flask_")
    if is_of_the_web and floor is not Floor.PLATFORM:
        return f"imports {target}: below floor 3 nothing knows the web"
    return None


KNOWN = {
    "blog.text.render",
    "blog.errors",
    "blog.web.forgery",
    "blog.app",
    "blog.database",
    "blog.record.acts",
    "blog.accounts.guards",
    "blog.posts.models",
    "blog.posts.lifecycle",
    "blog.comments.queries",
    "blog.reading.pages",
    "blog.feeds.rss",
    "blog.feeds.views",
    "blog.templating",
}


@pytest.mark.parametrize(
    ("module", "source", "complaint"),
    [
        ("blog.text.render", "import flask", "stops at floor 3"),
        ("blog.text.render", "from werkzeug.utils import safe_join", "nothing knows the web"),
        ("blog.text.render", "from sqlalchemy import select", "no database"),
        ("blog.text.render", "from blog.database import db", "floor 0 looks up to floor 1"),
        ("blog.posts.lifecycle", "from blog.posts.models import Post", "floor 0 looks up to floor 2"),
        ("blog.posts.lifecycle", "from .models import Post", "floor 0 looks up to floor 2"),
        ("blog.feeds.rss", "from flask import Response", "nothing knows the web"),
        ("blog.database", "from flask import current_app", "stops at floor 3"),
        ("blog.database", "from blog.posts.models import Post", "floor 1 looks up to floor 2"),
        ("blog.comments.submission", "from flask import request", "stops at floor 3"),
        ("blog.comments.submission", "from flask_babel import gettext", "nothing knows the web"),
        ("blog.comments.submission", "def f():\n    from flask import g", "stops at floor 3"),
        ("blog.posts.publishing", "from blog.comments.queries import count", "comments is not below it"),
        ("blog.posts.views", "from blog.comments import queries", "comments is not below it"),
        ("blog.record.acts", "from blog.accounts.models import User", "accounts is not below it"),
        ("blog.reading.views", "from blog.feeds.rss import build_rss", "feeds is not below it"),
        ("blog.search.views", "from blog.feeds.rss import build_rss", "feeds is not below it"),
        ("blog.posts.views", "from blog.templating import host", "floor 3 looks up to floor 4"),
        ("blog.moderation.decisions", "from blog.accounts.guards import requires", "floor 2 looks up to floor 3"),
        ("blog.web.forgery", "from blog.posts.models import Post", "posts is not below it"),
        ("blog.web.forgery", "from blog.app import create_app", "floor 3 looks up to floor 4"),
        ("blog.reading.views", "import blog.app", "floor 3 looks up to floor 4"),
        ("blog.reading.views", "import blog.posts", "name the file that is meant"),
        ("blog.gallery.models", "import os", "Add it to TOP_LEVEL"),
        ("blog.reading.views", "from blog.gallery.models import Picture", "Add it to TOP_LEVEL"),
    ],
)
def test_a_planted_arrow_that_points_up_is_found(module: str, source: str, complaint: str) -> None:
    found = faults(module, source, KNOWN)
    assert len(found) == 1
    assert complaint in found[0]


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("blog.comments.submission", "from blog.posts.models import Post\nfrom blog.record.acts import record"),
        ("blog.comments.submission", "from sqlalchemy import select\nfrom blog.text import render"),
        ("blog.reading.views", "from flask import request\nfrom blog.web.forgery import check"),
        ("blog.database", "from flask_sqlalchemy import SQLAlchemy"),
        ("blog.web.forgery", "from blog.accounts.guards import signed_in_user"),
        ("blog.app", "from blog.reading.views import bp\nimport config"),
    ],
)
def test_an_arrow_that_points_down_is_left_alone(module: str, source: str) -> None:
    assert faults(module, source, KNOWN) == []
