"""Signing in and out, and one's own account."""

import secrets
from datetime import timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from blog.accounts.attempts import check_attempt, check_guess, count_failure, count_guess, device_token
from blog.accounts.browsers import Browser, read_user_agent
from blog.accounts.forms import (
    MAIL_CHOICES,
    MailsForm,
    PasswordForm,
    ProfileForm,
    SignInForm,
    SignInLinkForm,
    SignOutForm,
)
from blog.accounts.guards import current_session, find_signed_in_user, open_to_anyone, requires, signed_in_user
from blog.accounts.models import User
from blog.accounts.passwords import hash_password, is_password
from blog.accounts.permissions import may_manage_own_account, may_moderate_somewhere, may_sign_out
from blog.accounts.queries import find_sign_in_link, find_user, get_user, sessions_of
from blog.accounts.registration import change_password, describe, rename
from blog.accounts.sign_in import sign_in, sign_out, use_sign_in_link
from blog.clock import utcnow
from blog.database import transaction
from blog.errors import N_, NotAllowed, NotFound, Refused, TooSoon
from blog.web.engine import engine
from blog.web.error_pages import sentence
from blog.web.page_cache import cacheable, keep_private
from blog.web.redirects import is_local

bp = Blueprint("accounts", __name__)

COOKIE_LIFE = timedelta(days=365)  # how long a session lasts is the table's to say


class WrongPassword(Refused):
    default = N_("This address and password do not fit together.")


@bp.get("/login")
@open_to_anyone
@cacheable
def show_sign_in() -> ResponseReturnValue:
    if person := find_signed_in_user():
        return redirect(_first_page(person), 303)
    form = SignInForm()
    form.next.data = request.args.get("next", "")
    return render_template("accounts/sign_in.html", form=form, problem=None)


@bp.post("/login")
@open_to_anyone
def create_session() -> ResponseReturnValue:
    form = SignInForm()
    try:
        user = _check_sign_in(form)
    except (Refused, TooSoon) as refusal:
        page = Response(render_template("accounts/sign_in.html", form=form, problem=sentence(refusal)), refusal.status)
        page.mimetype = "text/html"
        if isinstance(refusal, TooSoon):
            page.headers["Retry-After"] = str(refusal.retry_after)
        return page
    with transaction():
        user = get_user(user.id)
        token = sign_in(user, utcnow(), "password", _browser())
    return _signed_in(user, token, form.next.data)


@bp.get("/login/link/<token>")
@open_to_anyone
def show_sign_in_link(token: str) -> ResponseReturnValue:
    """One button, so that a program that opens every link of a mail spends nothing."""
    link = find_sign_in_link(token, utcnow())
    if link is None:
        raise NotFound(N_("This link has been used or has ended. Ask for a new one."))
    page = render_template("accounts/sign_in_link.html", form=SignInLinkForm(), name=link.user.name)
    return keep_private(Response(page, mimetype="text/html"))


@bp.post("/login/link/<token>")
@open_to_anyone
def create_session_by_link(token: str) -> ResponseReturnValue:
    form = SignInLinkForm()
    form.validate()
    form.check_stamp()
    with transaction():
        user, session_token = use_sign_in_link(token, utcnow(), _browser())
    return _signed_in(user, session_token, url_for("accounts.show_account"))


@bp.post("/logout")
@requires(may_sign_out)
def end_session() -> ResponseReturnValue:
    SignOutForm().is_valid()
    with transaction():
        session = current_session()
        if session:
            sign_out(session, utcnow())
    response = redirect(url_for("reading.show_home"), 303)
    response.delete_cookie(engine().session_cookie, secure=engine().settings.is_https, httponly=True, samesite="Lax")
    return response


@bp.get("/account/")
@requires(may_manage_own_account)
def show_account() -> ResponseReturnValue:
    return _account_page(ProfileForm(obj=signed_in_user()), PasswordForm())


@bp.post("/account/profile")
@requires(may_manage_own_account)
def update_profile() -> ResponseReturnValue:
    form = ProfileForm()
    if not form.is_valid():
        return _account_page(form, PasswordForm(formdata=None)), 422
    with transaction():
        user = get_user(signed_in_user().id)
        rename(user, form.name.data, user.as_actor(), utcnow())
        if form.biography.raw_data:
            describe(user, form.biography.data, user.as_actor(), utcnow())
    return redirect(url_for("accounts.show_account", done="profile"), 303)


@bp.post("/account/password")
@requires(may_manage_own_account)
def update_password() -> ResponseReturnValue:
    form = PasswordForm()
    form.is_valid()
    user, session = signed_in_user(), current_session()
    if session is None:
        raise NotAllowed
    try:
        _check_present_password(user, form.present_password.data or "")
        new_hash = hash_password(form.new_password.data or "")
    except Refused as refusal:
        form[refusal.field or "new_password"].errors = [sentence(refusal)]
        return _account_page(ProfileForm(formdata=None, obj=user), form), 422
    with transaction():
        user = get_user(user.id)
        change_password(user, new_hash, session.id, user.as_actor(), utcnow())
    return redirect(url_for("accounts.show_account", done="password"), 303)


def _check_sign_in(form: SignInForm) -> User:
    """The person who proved to be who they say. Unknown address and wrong password: the same words, the same time."""
    form.validate()
    form.check_stamp()
    if form.is_stale:
        raise Refused(N_("This page was open for more than two days. Please try again."))
    digests = engine().addresses.digests(form.email.data)
    user = find_user(digests)
    check_attempt(digests[0], user)
    if not is_password(form.password.data or "", user.password_hash if user else None) or user is None:
        count_failure(digests[0], user)
        raise WrongPassword
    return user


def _check_present_password(user: User, password: str) -> None:
    """Whoever found a browser signed in must not be able to guess on."""
    if user.password_hash is None:
        return
    check_guess(user)
    if not is_password(password, user.password_hash):
        count_guess(user)
        raise Refused(N_("This is not your present password."), field="present_password")


def _browser() -> Browser:
    return read_user_agent(request.user_agent.string)


def _signed_in(user: User, token: str, next_page: str | None) -> Response:
    response = redirect(next_page if next_page and is_local(next_page) else _first_page(user), 303)
    _set_cookie(response, engine().session_cookie, token, COOKIE_LIFE, "/")
    _set_cookie(response, engine().device_cookie, device_token(user, secrets.token_urlsafe(8)), COOKIE_LIFE, "/login")
    return response


def _set_cookie(response: Response, name: str, value: str, life: timedelta, path: str) -> None:
    is_https = engine().settings.is_https
    response.set_cookie(name, value, life, path=path, secure=is_https, httponly=True, samesite="Lax")


def _first_page(user: User) -> str:
    """Where someone's work waits."""
    return url_for("moderation.show_queue" if may_moderate_somewhere(user) else "accounts.show_account")


def _account_page(profile: ProfileForm, password: PasswordForm) -> str:
    user = signed_in_user()
    return render_template(
        "accounts/account.html",
        user=user,
        profile=profile,
        password=password,
        sessions=sessions_of(user, utcnow()),
        this_session=current_session(),
        mails=MailsForm(formdata=None) if may_moderate_somewhere(user) else None,
        mail_choices=MAIL_CHOICES,
        done=request.args.get("done", ""),
    )
