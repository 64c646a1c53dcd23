"""Commands about people with an account."""

import sys

import click
from email_validator import EmailNotValidError, validate_email
from flask import url_for

from blog.accounts.models import User
from blog.accounts.passwords import hash_password
from blog.accounts.queries import find_user
from blog.accounts.registration import register
from blog.accounts.roles import Role
from blog.accounts.sign_in import make_sign_in_link
from blog.cli.groups import Group
from blog.clock import utcnow
from blog.database import transaction
from blog.errors import BlogError
from blog.record.acts import COMMAND_LINE
from blog.web.engine import engine

user_group = Group("user", help="People with an account.")


@user_group.command("create")
@click.argument("email")
@click.option("--name", required=True, help="The name that readers see.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def create_user(email: str, name: str, role: str, password_stdin: bool) -> None:
    """Make a person. Without a password it prints a link that lets them in once."""
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    try:
        address = engine().addresses.seal(validate_email(email, check_deliverability=False).normalized)
        password_hash = hash_password(password) if password is not None else None
        with transaction():
            user = register(name, Role(role), address, password_hash, COMMAND_LINE, utcnow())
            link = None if password_hash else _link(user)
    except EmailNotValidError as error:
        raise click.ClickException(f"{email} is not an e-mail address: {error}") from None
    except BlogError as error:
        raise click.ClickException(str(error)) from None
    click.echo(link or f"{name} can sign in at {engine().settings.site_url}/login")


@user_group.command("link")
@click.argument("email")
def link_user(email: str) -> None:
    """Print a new link that lets this person in once, within two days. Links made before stop working."""
    with transaction():
        user = find_user(engine().addresses.digests(email))
        link = _link(user) if user else None
    if link is None:
        raise click.ClickException(f"Nobody here has the address {email}.")
    click.echo(link)


def _link(user: User) -> str:
    token = make_sign_in_link(user, COMMAND_LINE, utcnow())
    return url_for("accounts.show_sign_in_link", token=token, _external=True)
