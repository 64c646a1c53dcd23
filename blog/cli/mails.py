"""Mail, tried from the command line."""

import secrets

import click

from blog.cli.groups import Group
from blog.clock import utcnow
from blog.mail.mailer import MailDelayed
from blog.mail.message import NoAddress, compose
from blog.web.engine import engine
from blog.web.mails import sender, write_mail

mail_group = Group("mail", help="Mail: try whether it leaves.")


@mail_group.command("test")
@click.argument("email")
def send_test_mail(email: str) -> None:
    """Send one mail to EMAIL at once, as every other is sent, and say what became of it."""
    templates = ("mail/test/subject.txt", "mail/test/body.txt", "mail/test/body.html")
    try:
        engine().mailer.send(compose(write_mail(email, secrets.token_hex(16), templates), sender(), utcnow()))
    except NoAddress:
        raise click.ClickException("That is not an e-mail address.") from None
    except MailDelayed as error:
        raise click.ClickException(f"It was not taken: {error.code}") from None
    server, settings = engine().settings.mail_server, engine().settings
    click.echo(f"Handed to {server.host}." if server else f"Kept in {settings.data_dir / 'mail'}: MAIL_URL is not set.")
