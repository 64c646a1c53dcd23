"""What the environment may say, what it means when it says nothing, and how a wrong word is refused."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from config import ConfigError, Settings, SmtpServer

ROOT = Path(__file__).parents[2]


def read(tmp_path: Path, **environ: str) -> Settings:
    return Settings.from_env({"DATA_DIR": str(tmp_path / "data"), **environ})


def test_every_variable_has_a_default(tmp_path: Path) -> None:
    settings = read(tmp_path)

    data = (tmp_path / "data").resolve()
    assert settings.host == "127.0.0.1"
    assert settings.port == 5000
    assert settings.data_dir == data
    assert settings.database_url == f"sqlite:///{data / 'rejoinder.db'}"
    assert settings.site_url == "http://127.0.0.1:5000"
    assert settings.site_title == "Rejoinder"
    assert settings.trusted_proxies == 0
    assert settings.rate_limits is True
    assert settings.log_format == "text"
    assert settings.log_level == "info"
    assert settings.language == "en"
    assert settings.not_yet == ()
    assert settings.mail_server is None
    assert settings.mail_from == "noreply@[127.0.0.1]"
    assert len(settings.secret_key) >= 32
    assert len(settings.email_keys) == 1


def test_the_data_stand_in_instance_where_nothing_else_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert Settings.from_env({}).data_dir == (tmp_path / "instance").resolve()


def test_an_empty_variable_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    names = "HOST PORT DATABASE_URL SECRET_KEY EMAIL_KEYS SITE_URL SITE_TITLE TRUSTED_PROXIES RATE_LIMITS LOG_FORMAT"
    empty = dict.fromkeys([*names.split(), "LOG_LEVEL", "REDIS_URL"], "")

    assert read(tmp_path, **empty) == read(tmp_path)


def test_what_is_said_is_taken(tmp_path: Path) -> None:
    keys = [Fernet.generate_key().decode() for _ in range(2)]
    settings = read(
        tmp_path,
        HOST="0.0.0.0",
        PORT="8080",
        SECRET_KEY="s" * 32,
        EMAIL_KEYS=f" {keys[0]} ,{keys[1]},",
        SITE_URL="https://blog.example.org/",
        SITE_TITLE="  The Moving Room ",
        TRUSTED_PROXIES="2",
        LOG_FORMAT="json",
        LOG_LEVEL="debug",
        DATABASE_URL=f"sqlite:///{tmp_path}/other.db",
        REDIS_URL="redis://localhost",
    )

    assert (settings.host, settings.port) == ("0.0.0.0", 8080)
    assert settings.secret_key == "s" * 32
    assert settings.email_keys == tuple(keys), "newest first, as they were given"
    assert settings.site_url == "https://blog.example.org", "without the last slash"
    assert settings.is_https
    assert settings.site_title == "The Moving Room"
    assert settings.trusted_proxies == 2
    assert (settings.log_format, settings.log_level) == ("json", "debug")
    assert settings.database_url == f"sqlite:///{tmp_path}/other.db"
    assert settings.not_yet == ("REDIS_URL",), "what is not there yet is named"


def test_the_port_is_part_of_the_default_address(tmp_path: Path) -> None:
    settings = read(tmp_path, PORT="8123")

    assert settings.site_url == "http://127.0.0.1:8123"
    assert not settings.is_https


REFUSED = [
    ("PORT", "eighty"),
    ("PORT", "0"),
    ("PORT", "65536"),
    ("PORT", "-1"),
    ("PORT", "5000.0"),
    ("PORT", "٥٠٠٠"),
    ("PORT", "9" * 5000),
    ("TRUSTED_PROXIES", "yes"),
    ("TRUSTED_PROXIES", "11"),
    ("DATABASE_URL", "mysql://somewhere/db"),
    ("DATABASE_URL", "postgresql://somewhere/db"),
    ("DATABASE_URL", "sqlite:///:memory:"),
    ("DATABASE_URL", "sqlite:///"),
    ("DATABASE_URL", "sqlite:////there/is/no/such/folder/blog.db"),
    ("SITE_URL", "blog.example.org"),
    ("SITE_URL", "ftp://blog.example.org"),
    ("SITE_URL", "https://"),
    ("SITE_URL", "https://blog.example.org/folder"),
    ("SITE_URL", "https://blog.example.org/?q=1"),
    ("SITE_URL", "https://blog.example.org#top"),
    ("SITE_URL", "http://[::1"),
    ("SITE_URL", "http://blog.example.org:99999"),
    ("SITE_URL", "http://blog.example.org:port"),
    ("SITE_URL", "http://somebody:secret@blog.example.org"),
    ("SITE_TITLE", "x" * 101),
    ("SITE_TITLE", "   "),
    ("RATE_LIMITS", "maybe"),
    ("RATE_LIMITS", "OFF"),
    ("LOG_FORMAT", "xml"),
    ("LOG_LEVEL", "chatty"),
    ("SECRET_KEY", "short"),
    ("EMAIL_KEYS", "no key at all"),
    ("EMAIL_KEYS", "é"),
    ("EMAIL_KEYS", " , "),
    ("MAIL_URL", "mail.example.org"),
    ("MAIL_URL", "http://mail.example.org"),
    ("MAIL_URL", "smtp://"),
    ("MAIL_URL", "smtp://mail.example.org:port"),
    ("MAIL_URL", "smtp://mail.example.org:99999"),
    ("MAIL_URL", "smtp://[::1"),
    ("MAIL_URL", "smtp://mail.example.org/folder"),
    ("MAIL_URL", "smtp://mail.example.org#top"),
    ("MAIL_URL", "smtp://mail.example.org?tls=yes"),
    ("MAIL_URL", "smtp://mail.example.org?tls=1&tls=0"),
    ("MAIL_URL", "smtps://mail.example.org?tls=0"),
    ("MAIL_URL", "smtp://somebody@mail.example.org?tls=1"),
    ("MAIL_URL", "smtp://:secret@mail.example.org?tls=1"),
    ("MAIL_URL", "smtp://somebody:secret@mail.example.org"),
    ("MAIL_FROM", "The Moving Room"),
    ("MAIL_FROM", "The Moving Room <post@example.org>"),
    ("MAIL_FROM", "a@example.org, b@example.org"),
    ("MAIL_FROM", "a@example.org\nBcc: b@example.org"),
]


@pytest.mark.parametrize(("name", "value"), REFUSED)
def test_a_wrong_value_is_refused_in_one_line_that_names_it_and_says_why(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigError) as refusal:
        read(tmp_path, **{name: value})

    line = str(refusal.value)
    assert line.startswith(name)
    assert "\n" not in line
    assert len(line) > len(name) + 10, "and a reason"
    assert len(line) < 300, "however long the value was"


@pytest.mark.parametrize("name", ["SECRET_KEY", "EMAIL_KEYS"])
def test_a_secret_is_not_quoted_when_it_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError) as refusal:
        read(tmp_path, **{name: "hunter2"})

    assert "hunter2" not in str(refusal.value)


@pytest.mark.parametrize("url", ["smtp://u:hunter2@mail.example.org", "smtp://u:hunter2@h:x", "imap://u:hunter2@h"])
def test_the_password_of_a_mail_server_is_not_quoted(tmp_path: Path, url: str) -> None:
    with pytest.raises(ConfigError) as refusal:
        read(tmp_path, MAIL_URL=url)

    assert "hunter2" not in str(refusal.value)
    assert "hunter2" not in repr(read(tmp_path, MAIL_URL="smtps://u:hunter2@mail.example.org").mail_server)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://127.0.0.1:1025", SmtpServer("127.0.0.1", 1025)),
        ("smtp://mail.example.org", SmtpServer("mail.example.org", 25)),
        ("smtp://mail.example.org/?tls=0", SmtpServer("mail.example.org", 25)),
        ("smtp://localhost:25?tls=0", SmtpServer("localhost", 25)),
        ("smtp://u:p@[::1]:25", SmtpServer("::1", 25, "u", "p")),
        (
            "smtp://u%40x.org:p%3A%2F@mail.example.org?tls=1",
            SmtpServer("mail.example.org", 587, "u@x.org", "p:/", starttls=True),
        ),
        ("smtps://u:p@mail.example.org", SmtpServer("mail.example.org", 465, "u", "p", tls=True)),
        ("smtps://u:p@mail.example.org:2465", SmtpServer("mail.example.org", 2465, "u", "p", tls=True)),
    ],
)
def test_a_mail_server_is_read(tmp_path: Path, url: str, server: SmtpServer) -> None:
    assert read(tmp_path, MAIL_URL=url).mail_server == server


@pytest.mark.parametrize(
    ("site", "said", "sender"),
    [
        ("https://blog.example.org", "", "noreply@blog.example.org"),
        ("http://localhost:5000", "", "noreply@localhost"),
        ("http://[::1]:5000", "", "noreply@[IPv6:::1]"),
        ("https://blog.example.org", "post@example.org", "post@example.org"),
    ],
)
def test_mail_comes_from_the_site_unless_another_sender_is_named(
    tmp_path: Path, site: str, said: str, sender: str
) -> None:
    assert read(tmp_path, SITE_URL=site, MAIL_FROM=said).mail_from == sender


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "blog.example.org"])
def test_the_limits_can_not_be_switched_off_where_strangers_reach_it(tmp_path: Path, host: str) -> None:
    with pytest.raises(ConfigError, match=r"^RATE_LIMITS.*loopback.*HOST"):
        read(tmp_path, RATE_LIMITS="off", HOST=host)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_the_limits_can_be_switched_off_on_a_loopback_address(tmp_path: Path, host: str) -> None:
    assert read(tmp_path, RATE_LIMITS="off", HOST=host).rate_limits is False


def test_a_data_dir_that_can_not_be_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(ConfigError, match=r"^DATA_DIR .*can't be made"):
        Settings.from_env({"DATA_DIR": str(tmp_path / "file")})
    with pytest.raises(ConfigError, match=r"^DATA_DIR .*can't be made"):
        Settings.from_env({"DATA_DIR": str(tmp_path / "file" / "below")})


def test_a_wrong_value_ends_the_start_with_one_line(tmp_path: Path) -> None:
    finished = subprocess.run(
        [sys.executable, "-c", "import wsgi"],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(tmp_path), "PORT": "eighty"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert finished.returncode != 0
    assert finished.stderr == "Rejoinder can't start: PORT is 'eighty'; it takes a whole number from 1 to 65535\n"


# Secrets


def test_the_secrets_are_made_once_and_only_for_the_owner(tmp_path: Path) -> None:
    first, second = read(tmp_path), read(tmp_path)

    assert (first.secret_key, first.email_keys) == (second.secret_key, second.email_keys)
    data = tmp_path / "data"
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert sorted(file.name for file in data.iterdir()) == ["email-keys", "secret-key"], "and no draft is left"
    for file in data.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


def test_the_secrets_are_only_for_the_owner_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        read(tmp_path)
    finally:
        os.umask(before)

    for file in (tmp_path / "data").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


def test_two_installations_have_different_secrets(tmp_path: Path) -> None:
    one, other = read(tmp_path / "one"), read(tmp_path / "other")

    assert one.secret_key != other.secret_key
    assert one.email_keys != other.email_keys


def test_a_secret_that_is_given_is_written_nowhere(tmp_path: Path) -> None:
    read(tmp_path, SECRET_KEY="s" * 40, EMAIL_KEYS=Fernet.generate_key().decode())

    assert list((tmp_path / "data").iterdir()) == []


def test_keys_in_a_file_may_stand_one_on_a_line(tmp_path: Path) -> None:
    keys = [Fernet.generate_key().decode() for _ in range(3)]
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "email-keys").write_text("\n".join(keys) + "\n")

    assert read(tmp_path).email_keys == tuple(keys)


STARTING = """
import os, sys, time
from config import Settings
time.sleep(max(0, float(sys.argv[1]) - time.time()))
settings = Settings.from_env(os.environ)
print(settings.secret_key, *settings.email_keys)
"""


def test_eight_processes_that_start_at_once_have_the_same_secrets(tmp_path: Path) -> None:
    environ = {**os.environ, "DATA_DIR": str(tmp_path / "data")}
    for name in ("SECRET_KEY", "EMAIL_KEYS"):
        environ.pop(name, None)
    clock = [sys.executable, "-c", "import time; print(time.time() + 3)"]
    together = subprocess.run(clock, capture_output=True, text=True, check=True).stdout.strip()

    def start(_: int) -> str:
        command = [sys.executable, "-c", STARTING, together]
        finished = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=True)
        return finished.stdout

    with ThreadPoolExecutor(8) as pool:
        printed = list(pool.map(start, range(8)))

    assert len(printed) == 8
    assert len(set(printed)) == 1
    assert len(printed[0].split()) == 2
    assert sorted(file.name for file in (tmp_path / "data").iterdir()) == ["email-keys", "secret-key"]


def test_a_database_beside_is_found_from_everywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not from the folder of the application: a relative path means the same to the check and to the engine."""
    monkeypatch.chdir(tmp_path)
    assert read(tmp_path, DATABASE_URL="sqlite:///blog.db").database_url == f"sqlite:///{tmp_path / 'blog.db'}"
