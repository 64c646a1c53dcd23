"""The house's habits that a machine can check. Each check is tried on a planted fault as well."""

import re
import subprocess
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"

LONGEST_FILE = 300
DATA_ONLY = {"blog/sample/replies_shown.py"}  # the words of the sample site, in no logic
NAMES_THAT_SAY_NOTHING = {"services.py", "utils.py", "helpers.py", "manager.py"}

# Parts of paths of the machines that we work on; written apart so that this file does not hold them.
PATHS_OF_A_MACHINE = tuple(f"/{folder}/" for folder in ("work", "root"))


def code() -> list[Path]:
    return sorted((ROOT / "blog").rglob("*.py"))


def templates() -> list[Path]:
    return sorted(path for path in TEMPLATES.rglob("*") if path.is_file())


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# Files


def test_no_file_of_the_application_is_too_long() -> None:
    assert [named(path) for path in code() if named(path) not in DATA_ONLY and is_too_long(path.read_text())] == []


def is_too_long(source: str) -> bool:
    return source.count("\n") > LONGEST_FILE


def test_a_file_of_301_lines_is_too_long() -> None:
    assert not is_too_long("x = 1\n" * LONGEST_FILE)
    assert is_too_long("x = 1\n" * (LONGEST_FILE + 1))


def test_files_are_named_by_what_they_do() -> None:
    assert nameless(code()) == []


def nameless(paths: Iterable[Path]) -> list[Path]:
    return [path for path in paths if path.name in NAMES_THAT_SAY_NOTHING]


def test_a_file_called_utils_is_found() -> None:
    assert nameless([Path("blog/posts/utils.py"), Path("blog/posts/tags.py")]) == [Path("blog/posts/utils.py")]


# Code


FORBIDDEN_IN_CODE = {
    "makes HTML safe by hand": re.compile(r"\bMarkup\(|\bMarkup\.|\|\s*safe\b"),
    "uses Model.query": re.compile(r"\b[A-Z]\w+\.query\b"),
    "speaks to the log by print": re.compile(r"^\s*print\("),
}


def test_no_code_takes_a_forbidden_way() -> None:
    assert [fault for path in code() for fault in forbidden_ways(named(path), path.read_text())] == []


def forbidden_ways(name: str, source: str) -> list[str]:
    return [
        f"{name}:{number} {fault}"
        for number, line in enumerate(source.splitlines(), start=1)
        for fault, pattern in FORBIDDEN_IN_CODE.items()
        if pattern.search(line) and not (name.startswith("blog/text/") and "safe by hand" in fault)
    ]


@pytest.mark.parametrize(
    ("name", "source", "is_found"),
    [
        ("blog/posts/views.py", "html = Markup(text)", True),
        ("blog/posts/views.py", "html = Markup.escape(text)", True),
        ("blog/posts/views.py", 'render_template_string("{{ x | safe }}")', True),
        ("blog/posts/queries.py", "return Post.query.all()", True),
        ("blog/posts/queries.py", "    print(post)", True),
        ("blog/text/markup.py", "return Markup(text)", False),
        ("blog/posts/queries.py", "return db.session.query_cls", False),
        ("blog/posts/views.py", "from markupsafe import Markup", False),
    ],
)
def test_a_planted_forbidden_way_is_found(name: str, source: str, is_found: bool) -> None:
    assert bool(forbidden_ways(name, source)) is is_found


# Templates


def test_every_template_is_used() -> None:
    assert templates()
    sources = [path.read_text() for path in [*code(), *templates()]]
    assert unused((path.relative_to(TEMPLATES).as_posix() for path in templates()), sources) == []


def unused(names: Iterable[str], sources: list[str]) -> list[str]:
    """Templates that no source names in full, in quotes."""
    quoted = {text for source in sources for text in re.findall(r"""["']([\w./-]+)["']""", source)}
    return [name for name in names if name not in quoted]


def test_a_template_that_nobody_names_is_found() -> None:
    sources = ["""render_template("posts/edit.html")""", "{% include 'posts/_form.html' %}"]
    assert unused(["posts/edit.html", "posts/_form.html", "posts/old.html"], sources) == ["posts/old.html"]


def test_no_template_holds_a_script_a_style_or_unsafe_output() -> None:
    assert [fault for path in templates() for fault in unsafe_parts(named(path), path.read_text())] == []


def unsafe_parts(name: str, source: str) -> list[str]:
    """What the Content-Security-Policy would refuse, and what would print text unescaped."""
    finder = InlineFinder(name)
    finder.feed(re.sub(r"\{#.*?#\}", "", source, flags=re.DOTALL))
    finder.close()
    marks = re.findall(r"\|\s*safe\b|autoescape\s+false|javascript:", source)
    return [f"{name}: {fault}" for fault in [*finder.faults, *marks]]


class InlineFinder(HTMLParser):
    """A mail can load nothing, so the one layout of mails holds its own style."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.is_mail = name == "templates/mail/layout.html"
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        is_data = attrs == [("type", "application/ld+json")]
        if (tag == "style" and not self.is_mail) or (tag == "script" and "src" not in names and not is_data):
            self.faults.append(f"inline <{tag}>")
        self.faults += [f"attribute {name}" for name in sorted(names) if name == "style" or name.startswith("on")]


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        '<script type="module">alert(1)</script>',
        '<script type="application/ld+json" type="module">alert(1)</script>',
        '<script type="application/json">{}</script>',
        "<style>p { color: red }</style>",
        '<p style="color: red">',
        '<button onclick="go()">',
        "{{ comment.html | safe }}",
        "{{ comment.html|safe }}",
        "{% autoescape false %}",
        '<a href="javascript:go()">',
    ],
)
def test_a_planted_unsafe_part_is_found(source: str) -> None:
    assert len(unsafe_parts("x.html", source)) == 1


def test_only_the_layout_of_mails_may_hold_a_style() -> None:
    assert unsafe_parts("templates/mail/layout.html", "<style>p { color: red }</style>") == []
    assert unsafe_parts("templates/mail/test/body.html", "<style>p { color: red }</style>") != []
    assert unsafe_parts("templates/mail/layout.html", '<p style="color: red">') != []


def test_a_script_that_is_data_is_left_alone() -> None:
    assert unsafe_parts("x.html", '<script type="application/ld+json">{{ structured }}</script>') == []


def test_a_script_of_our_own_and_safe_words_are_left_alone() -> None:
    source = (
        """<script type="module" src="{{ url_for('static', filename='count.js') }}"></script><p>on style, safe</p>"""
    )
    assert unsafe_parts("x.html", source) == []


# The repository


def test_every_setting_is_listed_for_operators() -> None:
    assert settings_read_by((ROOT / "config.py").read_text()) == settings_listed_in((ROOT / ".env.example").read_text())


def settings_read_by(source: str) -> set[str]:
    return set(re.findall(r'"([A-Z]+(?:_[A-Z]+)*)"', source))


def settings_listed_in(example: str) -> set[str]:
    return set(re.findall(r"^#([A-Z_]+)=", example, flags=re.MULTILINE))


def test_a_setting_is_found_where_it_is_read_and_where_it_is_listed() -> None:
    assert settings_read_by('environ.get("HOST") or _number(environ, "SITE_URL", "text")') == {"HOST", "SITE_URL"}
    assert settings_listed_in("# Where it listens: HOST=x\n#HOST=127.0.0.1\n#SITE_URL=\n") == {"HOST", "SITE_URL"}


def test_no_file_in_git_names_a_path_of_a_machine_or_a_host_of_packages() -> None:
    names = kept_in_git()
    assert "Makefile" in names
    texts = ((name, (ROOT / name).read_bytes().decode(errors="replace")) for name in names if (ROOT / name).is_file())
    assert [fault for name, text in texts for fault in local_parts(name, text)] == []


def kept_in_git() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("this copy is not a git repository")
    return [name for name in listed.stdout.split("\0") if name]


def local_parts(name: str, text: str) -> list[str]:
    paths = [path for path in PATHS_OF_A_MACHINE if re.search(rf"(?<![\w.}}]){path}\w", text)]
    hosts = re.findall(r"--(?:extra-)?index-url|--find-links", text) if name.startswith("requirements/") else []
    return [f"{name}: {part}" for part in [*paths, *hosts]]


def test_a_planted_path_of_a_machine_is_found() -> None:
    planted = PATHS_OF_A_MACHINE[0] + "main"
    assert local_parts("docs/x.md", f"see {planted}") == [f"docs/x.md: {PATHS_OF_A_MACHINE[0]}"]
    assert local_parts("requirements/main.txt", "--index-url https://packages.example/simple")
    assert local_parts("docs/x.md", f"https://example.org{planted}") == []


def test_the_lock_of_the_tests_holds_the_main_one() -> None:
    """`make run` and `make test` share .venv, so what one installs must suit the other."""
    main, test = (pins((ROOT / "requirements" / name).read_text()) for name in ("main.txt", "test.txt"))
    assert main
    assert main - test == set()


def pins(lock: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9][\w.-]*==[^ ]+)", lock, flags=re.MULTILINE))


def test_a_pin_is_read_with_its_version() -> None:
    lock = "flask==3.1.3 \\\n    --hash=sha256:00\n    # via x\nwrapt==2.5.2 ; python_version < '3.12' \\\n"
    assert pins(lock) == {"flask==3.1.3", "wrapt==2.5.2"}
