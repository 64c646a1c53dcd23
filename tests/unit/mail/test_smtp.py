"""A real server that takes mail, refuses it, hangs, or goes away: afterwards it is known who has the mail."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from blog.mail import smtp
from blog.mail.mailer import AnswerLost, MailDelayed, MailRefused
from blog.mail.message import Message, Sender, compose
from blog.mail.smtp import SmtpMailer
from config import SmtpServer
from tests.server import free_port
from tests.smtp_server import DROP, HANG, MailServer

AT = datetime(2026, 5, 6, 9, 30, tzinfo=UTC)
SENDER = Sender("The Moving Room", "noreply@blog.example.org", "blog.example.org")
MESSAGE = Message("mo@example.org", "A reply waits", "One.\n.\n..Two\nFrom here\n", "<p>One.</p>", "reply 1")


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer(free_port()) as server:
        yield server


def mail(**changes: str) -> EmailMessage:
    return compose(replace(MESSAGE, **changes), SENDER, AT)  # type: ignore[arg-type]


def send(server: MailServer, message: EmailMessage | None = None, **account: str) -> None:
    place = SmtpServer("127.0.0.1", server.port, **account)  # type: ignore[arg-type]
    SmtpMailer(place, silence=0.5, longest=2).send(message or mail())


def test_a_mail_arrives_once_and_whole(server: MailServer) -> None:
    send(server)

    (arrived,) = server.inbox.mails
    assert server.inbox.recipients == ["mo@example.org"]
    text = arrived.get_body(("plain",))
    assert text is not None
    assert text.get_content().replace("\r\n", "\n") == MESSAGE.text
    assert arrived["Message-ID"] == mail()["Message-ID"]


def test_a_user_signs_in() -> None:
    with MailServer(free_port(), passwords={"blog": "secret"}) as server:
        send(server, user="blog", password="secret")

        assert server.inbox.users == ["blog"]
        assert len(server.inbox.mails) == 1


def test_a_password_that_is_refused_is_no_fault_of_the_mail() -> None:
    with MailServer(free_port(), passwords={"blog": "secret"}) as server:
        with pytest.raises(MailDelayed) as error:
            send(server, user="blog", password="wrong")

        assert type(error.value) is MailDelayed
        assert server.inbox.mails == []


@pytest.mark.parametrize("stage", ["mail", "rcpt", "end"])
@pytest.mark.parametrize("answer", ["421 Later", "450 Later", "451 Later"])
def test_a_temporary_refusal_is_a_delay(server: MailServer, stage: str, answer: str) -> None:
    server.inbox.trouble(stage, answer)

    with pytest.raises(MailDelayed) as error:
        send(server)

    assert type(error.value) is MailDelayed
    assert server.inbox.mails == []
    send(server)
    assert len(server.inbox.mails) == 1


@pytest.mark.parametrize("stage", ["rcpt", "end"])
def test_a_refusal_for_good_of_this_mail_is_told_apart(server: MailServer, stage: str) -> None:
    server.inbox.trouble(stage, "550 No such person: mo@example.org")

    with pytest.raises(MailRefused, match=r"^smtp\.550$"):
        send(server)

    assert server.inbox.mails == []


def test_a_refusal_of_the_sender_is_no_fault_of_the_mail(server: MailServer) -> None:
    server.inbox.trouble("mail", "550 Not from you")

    with pytest.raises(MailDelayed) as error:
        send(server)

    assert type(error.value) is MailDelayed


@pytest.mark.parametrize(
    ("stage", "trouble"),
    [("connect", DROP), *((stage, trouble) for stage in ("ehlo", "mail", "rcpt") for trouble in (DROP, HANG))],
)
def test_whoever_goes_away_before_the_end_does_not_have_it(server: MailServer, stage: str, trouble: str) -> None:
    server.inbox.trouble(stage, trouble)

    started = time.monotonic()
    with pytest.raises(MailDelayed) as error:
        send(server)

    assert type(error.value) is MailDelayed
    assert time.monotonic() - started < 3
    assert server.inbox.mails == []


@pytest.mark.parametrize("stage", ["end", "answer"])
@pytest.mark.parametrize("trouble", [DROP, HANG])
def test_whoever_goes_away_after_the_end_may_have_it(server: MailServer, stage: str, trouble: str) -> None:
    server.inbox.trouble(stage, trouble)

    with pytest.raises(AnswerLost):
        send(server)

    assert len(server.inbox.mails) == (stage == "answer")


def test_a_connection_that_ends_amid_the_text_has_handed_over_nothing() -> None:
    """The text is longer than what the machine's buffers hold, and nobody reads it."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        port = listener.getsockname()[1]
        said = iter([b"220 hello", b"250 hello", b"250 ok", b"250 ok", b"354 go on"])
        thread = _talk(listener, said)

        with pytest.raises(MailDelayed) as error:
            SmtpMailer(SmtpServer("127.0.0.1", port), silence=0.5).send(mail(text="x" * 60 + "\n" + "y\n" * 1_500_000))

        thread.join()
    assert type(error.value) is MailDelayed


def test_a_server_that_says_nothing_is_left_after_a_while() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        started = time.monotonic()
        with pytest.raises(MailDelayed, match=r"TimeoutError|ServerDisconnected"):
            SmtpMailer(SmtpServer("127.0.0.1", listener.getsockname()[1]), silence=0.3).send(mail())
    assert time.monotonic() - started < 2


def test_a_server_that_never_comes_to_an_end_is_cut_off() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        thread = _talk(listener, iter([b"220 hello", *[b"250-and"] * 40]), pause=0.1)
        started = time.monotonic()

        with pytest.raises(MailDelayed):
            SmtpMailer(SmtpServer("127.0.0.1", listener.getsockname()[1]), silence=1, longest=0.6).send(mail())

        assert time.monotonic() - started < 2
        thread.join()


def test_a_server_that_took_long_to_fail_is_left_alone_for_a_while(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "SLOW", 0.2)
    monkeypatch.setattr(smtp, "REST", 0.5)
    mailer = SmtpMailer(SmtpServer("127.0.0.1", server.port), silence=0.3)
    server.inbox.trouble("rcpt", HANG)
    with pytest.raises(MailDelayed, match=r"Disconnected|Timeout"):
        mailer.send(mail())

    connections = server.inbox.connections
    with pytest.raises(MailDelayed, match="resting"):
        mailer.send(mail())
    assert server.inbox.connections == connections
    time.sleep(0.6)
    mailer.send(mail())
    assert len(server.inbox.mails) == 1


def test_a_server_that_is_not_there_is_a_delay() -> None:
    with pytest.raises(MailDelayed, match="ConnectionRefusedError"):
        SmtpMailer(SmtpServer("127.0.0.1", free_port())).send(mail())


def test_where_tls_is_asked_for_nothing_goes_out_without_it() -> None:
    with MailServer(free_port(), passwords={"blog": "secret"}) as server:
        place = SmtpServer("127.0.0.1", server.port, "blog", "secret", starttls=True)
        with pytest.raises(MailDelayed, match="NotSupported"):
            SmtpMailer(place).send(mail())

        assert server.inbox.users == []
        assert server.inbox.mails == []


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The key and the certificate of a server on this machine, in one file, that nobody has signed but itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    signed = builder.add_extension(names, critical=False).sign(key, hashes.SHA256())
    plain = serialization.NoEncryption()
    path = tmp_path_factory.mktemp("certificate") / "server.pem"
    kept = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(kept + signed.public_bytes(serialization.Encoding.PEM))
    return path


def secured(certificate: Path, way: str) -> MailServer:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    passwords = {"blog": "secret"}
    if way == "starttls":
        return MailServer(free_port(), passwords=passwords, starttls=context)
    return MailServer(free_port(), passwords=passwords, tls=context)


@pytest.mark.parametrize("way", ["starttls", "tls"])
def test_with_tls_the_password_and_the_mail_go_through_it(
    certificate: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with secured(certificate, way) as server:
        SmtpMailer(SmtpServer("127.0.0.1", server.port, "blog", "secret", **{way: True})).send(mail())

        assert server.inbox.users == ["blog"]
        assert len(server.inbox.mails) == 1


@pytest.mark.parametrize("way", ["starttls", "tls"])
def test_a_server_that_can_not_prove_its_name_gets_neither_password_nor_mail(certificate: Path, way: str) -> None:
    with secured(certificate, way) as server:
        with pytest.raises(MailDelayed, match="SSL"):
            SmtpMailer(SmtpServer("127.0.0.1", server.port, "blog", "secret", **{way: True})).send(mail())

        assert server.inbox.users == []
        assert server.inbox.mails == []


def test_an_address_of_letters_that_the_server_can_not_take_is_refused() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        thread = _talk(listener, iter([b"220 hello", b"250 plain"]))
        with pytest.raises(MailRefused, match="smtputf8"):
            SmtpMailer(SmtpServer("127.0.0.1", listener.getsockname()[1]), silence=1).send(mail(to="mö@example.org"))
        thread.join()


def test_an_address_of_any_letters_is_reached_where_the_server_can(server: MailServer) -> None:
    send(server, mail(to="mö@example.org"))

    assert server.inbox.recipients == ["mö@example.org"]


def _talk(listener: socket.socket, answers: Iterator[bytes], pause: float = 0.0) -> threading.Thread:
    """Say each answer in turn, whatever comes; then hang up once the other side does, or a second later."""

    def talk() -> None:
        connection, _ = listener.accept()
        with closing(connection):
            connection.settimeout(1)
            for number, answer in enumerate(answers):
                try:
                    if number and not answer.startswith(b"250-and"):
                        connection.recv(1000)
                    connection.sendall(answer + b"\r\n")
                except OSError:
                    return
                time.sleep(pause)
            time.sleep(0.2)

    thread = threading.Thread(target=talk)
    thread.start()
    return thread
