"""What the environment says, read once, typed and checked. `.env.example` lists every variable."""

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from cryptography.fernet import Fernet
from email_validator import EmailNotValidError, validate_email

NOT_YET = ("DATABASE_REPLICA_URLS", "REDIS_URL")
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class ConfigError(Exception):
    """A variable that can't be used: one line that names it and says why."""


@dataclass(frozen=True)
class SmtpServer:
    """Where mail is handed over. `tls` is from the first byte (`smtps://`), `starttls` after a word in the clear."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    tls: bool = False
    starttls: bool = False


@dataclass(frozen=True)
class Settings:
    """Everything that differs between two installations. Keys of addresses: newest first."""

    host: str
    port: int
    data_dir: Path
    database_url: str
    secret_key: str
    email_keys: tuple[str, ...]
    site_url: str
    site_title: str
    trusted_proxies: int
    rate_limits: bool
    log_format: str
    log_level: str
    language: str = "en"
    mail_server: SmtpServer | None = None  # without one, mail is kept in files
    mail_from: str = "noreply@localhost"
    not_yet: tuple[str, ...] = ()

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        host = environ.get("HOST") or "127.0.0.1"
        port = _whole_number(environ, "PORT", default=5000, lowest=1, highest=65535)
        data_dir = _data_dir(environ)
        site_url = _site_url(environ, port)
        return cls(
            host=host,
            port=port,
            data_dir=data_dir,
            database_url=_database_url(environ, data_dir),
            secret_key=_secret_key(environ, data_dir),
            email_keys=_email_keys(environ, data_dir),
            site_url=site_url,
            site_title=_site_title(environ),
            trusted_proxies=_whole_number(environ, "TRUSTED_PROXIES", default=0, lowest=0, highest=10),
            rate_limits=_rate_limits(environ, host),
            log_format=_one_of(environ, "LOG_FORMAT", ("text", "json")),
            log_level=_one_of(environ, "LOG_LEVEL", ("info", "debug", "warning", "error")),
            mail_server=_mail_server(environ),
            mail_from=_mail_from(environ, site_url),
            not_yet=tuple(name for name in NOT_YET if environ.get(name)),
        )

    @property
    def is_https(self) -> bool:
        return self.site_url.startswith("https://")


def _one_of(environ: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    """The value of a variable with a closed list of values; the first is the default."""
    value = environ.get(name) or choices[0]
    if value not in choices:
        raise ConfigError(f"{name} is {value!r}; it takes one of: {', '.join(choices)}")
    return value


def _whole_number(environ: Mapping[str, str], name: str, default: int, lowest: int, highest: int) -> int:
    value = environ.get(name) or str(default)
    is_number = value.isascii() and value.isdigit() and len(value) < 10
    if not (is_number and lowest <= int(value) <= highest):
        raise ConfigError(f"{name} is {value[:40]!r}; it takes a whole number from {lowest} to {highest}")
    return int(value)


def _data_dir(environ: Mapping[str, str]) -> Path:
    path = Path(environ.get("DATA_DIR") or "instance").resolve()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"DATA_DIR {str(path)!r} can't be made: {error.strerror}") from None
    if not os.access(path, os.W_OK | os.X_OK):
        raise ConfigError(f"DATA_DIR {str(path)!r} can't be written to")
    return path


def _database_url(environ: Mapping[str, str], data_dir: Path) -> str:
    value = environ.get("DATABASE_URL") or f"sqlite:///{data_dir / 'rejoinder.db'}"
    if not value.startswith("sqlite:///"):
        scheme = value.partition("://")[0]
        raise ConfigError(f"DATABASE_URL starts with {scheme!r}; this release takes sqlite:///<path> only")
    path = Path(value.removeprefix("sqlite:///"))
    if path.name in ("", ":memory:") or not path.parent.is_dir():
        raise ConfigError(f"DATABASE_URL names {str(path)!r}; it takes a file in a folder that exists")
    return f"sqlite:///{path.resolve()}"


def _site_url(environ: Mapping[str, str], port: int) -> str:
    value = (environ.get("SITE_URL") or f"http://127.0.0.1:{port}").rstrip("/")
    if not _is_site_url(value):
        raise ConfigError(f"SITE_URL is {value[:100]!r}; it takes http:// or https:// and a host, without a path")
    return value


def _is_site_url(value: str) -> bool:
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        return False
    is_bare = not (parts.path or parts.query or parts.fragment or "@" in parts.netloc)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and is_bare


def _site_title(environ: Mapping[str, str]) -> str:
    value = (environ.get("SITE_TITLE") or "Rejoinder").strip()
    if not 1 <= len(value) <= 100:
        raise ConfigError("SITE_TITLE takes 1 to 100 characters")
    return value


def _rate_limits(environ: Mapping[str, str], host: str) -> bool:
    is_on = _one_of(environ, "RATE_LIMITS", ("on", "off")) == "on"
    if not is_on and host not in LOOPBACK:
        raise ConfigError(f"RATE_LIMITS=off is for load tests on a loopback address, and HOST is {host!r}")
    return is_on


def _mail_server(environ: Mapping[str, str]) -> SmtpServer | None:
    """What it says may hold a password, so a refusal quotes none of it."""
    value = environ.get("MAIL_URL")
    if not value:
        return None
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        raise ConfigError("MAIL_URL holds a host or a port that can't be one") from None
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or not value.isprintable():
        raise ConfigError(
            "MAIL_URL takes smtp://user:password@host:port?tls=1, or smtps:// for TLS from the first byte"
        )
    starttls = _starttls(parts)
    server = SmtpServer(
        host=parts.hostname,
        port=port or (465 if parts.scheme == "smtps" else 587 if starttls else 25),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=parts.scheme == "smtps",
        starttls=starttls,
    )
    if bool(server.user) != bool(server.password):
        raise ConfigError("MAIL_URL takes a user and a password together; write @ in them as %40, and : as %3A")
    if server.password and not (server.tls or starttls) and server.host not in LOOPBACK:
        raise ConfigError("MAIL_URL would send its password in the clear; add ?tls=1, or write smtps://")
    return server


def _starttls(parts: SplitResult) -> bool:
    if parts.path not in ("", "/") or parts.fragment or parts.query not in ("", "tls=0", "tls=1"):
        raise ConfigError("MAIL_URL takes nothing behind host and port but ?tls=1 or ?tls=0")
    if parts.scheme == "smtps" and parts.query:
        raise ConfigError("MAIL_URL starts with smtps://, which is TLS from the first byte; leave ?tls= out")
    return parts.query == "tls=1"


def _mail_from(environ: Mapping[str, str], site_url: str) -> str:
    """The sender of every mail. Of a site without a name, an address that nobody can answer."""
    host = urlsplit(site_url).hostname or ""
    literal = f"[IPv6:{host}]" if ":" in host else f"[{host}]" if host.replace(".", "").isdigit() else host
    value = environ.get("MAIL_FROM") or f"noreply@{literal}"
    if not environ.get("MAIL_FROM"):
        return value
    try:
        return validate_email(value, check_deliverability=False, globally_deliverable=False).normalized
    except EmailNotValidError:
        raise ConfigError(f"MAIL_FROM is {value[:100]!r}; it takes one e-mail address, without a name") from None


def _secret_key(environ: Mapping[str, str], data_dir: Path) -> str:
    value = environ.get("SECRET_KEY") or _generated(data_dir / "secret-key", lambda: secrets.token_urlsafe(48))
    if len(value) < 32:
        raise ConfigError("SECRET_KEY is too short; it takes 32 random characters or more")
    return value


def _email_keys(environ: Mapping[str, str], data_dir: Path) -> tuple[str, ...]:
    value = environ.get("EMAIL_KEYS") or _generated(data_dir / "email-keys", lambda: Fernet.generate_key().decode())
    keys = tuple(key.strip() for key in value.replace("\n", ",").split(",") if key.strip())
    try:
        for key in keys:
            Fernet(key)
    except ValueError:
        raise ConfigError("EMAIL_KEYS takes keys of 32 bytes in URL-safe base64, separated by commas") from None
    if not keys:
        raise ConfigError("EMAIL_KEYS holds no key")
    return keys


def _generated(path: Path, make: Callable[[], str]) -> str:
    """The secret in this file; made on first use. Of several processes that start at once, all get the same one:
    the text is written whole under another name, and only the first to link it to `path` wins."""
    if not path.exists():
        draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(make() + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
