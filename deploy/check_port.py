"""Says in one line why the site can't listen where it was told to, before anything else is touched."""

import errno
import os
import socket
import sys

from dotenv import load_dotenv

from config import ConfigError, Settings


def main() -> None:
    load_dotenv(".env")
    try:
        settings = Settings.from_env(os.environ)
        listen_once(settings.host, settings.port)
    except (ConfigError, CannotListen) as error:
        sys.exit(f"Rejoinder can't start: {error}")


class CannotListen(Exception):
    """The reason, for a person."""


def listen_once(host: str, port: int) -> None:
    """Listen and let go. Raises CannotListen."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen()
    except UnicodeError:
        raise CannotListen(f"HOST is {host!r}, which is no name of a machine") from None
    except OSError as error:
        raise CannotListen(reason(error, host, port)) from None


def reason(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} on {host} is taken. Stop what uses it, or choose another one: make run PORT={other(port)}"
    if error.errno == errno.EACCES:
        return f"port {port} needs more rights than yours. Choose one above 1023: make run PORT=5000"
    return f"HOST is {host!r}, and this machine can't listen there ({error.strerror})"


def other(port: int) -> int:
    return port + 1 if port < 65535 else 5000


if __name__ == "__main__":
    main()
