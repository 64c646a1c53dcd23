"""At the door of every view: who is asking, and whether they may. A view without a guard does not start."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask, g, redirect, request, url_for
from sqlalchemy.orm.exc import ObjectDeletedError
from werkzeug.wrappers import Response

from blog.accounts.models import Session, User
from blog.accounts.permissions import Person
from blog.accounts.queries import find_session
from blog.accounts.sign_in import is_half_over, prolong
from blog.clock import utcnow
from blog.database import transaction
from blog.errors import NotAllowed
from blog.web.engine import engine

P = ParamSpec("P")
R = TypeVar("R")
Question = Callable[[Person | None], bool]


def anyone(person: Person | None) -> bool:
    """The question of public pages."""
    return True


def requires(question: Question) -> Callable[[Callable[P, R]], Callable[P, R | Response]]:
    """Let a view be reached by those only for whom `question` is true: others sign in first, or are told no."""

    def guard(view: Callable[P, R]) -> Callable[P, R | Response]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R | Response:
            person = find_signed_in_user() if question is not anyone else None
            if question(person):
                _keep_session_alive()
                return view(*args, **kwargs)
            if person is None:
                return _to_sign_in()
            raise NotAllowed

        guarded.__dict__["question"] = question
        return guarded

    return guard


def open_to_anyone(view: Callable[P, R]) -> Callable[P, R]:
    """Declare a view public."""
    view.__dict__["question"] = anyone
    return view


def refuse_unguarded(app: Flask) -> None:
    """At the start: every view has said who may. Raises RuntimeError with the names of those that have not."""
    unguarded = [name for name, view in app.view_functions.items() if not hasattr(view, "question")]
    if unguarded:
        raise RuntimeError(f"nobody declared who may: {', '.join(sorted(unguarded))}")


def find_signed_in_user() -> User | None:
    session = current_session()
    return session.user if session else None


def signed_in_user() -> User:
    """Whoever is signed in, in a view that only someone signed in can reach."""
    user = find_signed_in_user()
    if user is None:
        raise NotAllowed
    return user


def current_session() -> Session | None:
    """The session that the cookie opens; looked up once a request, and only when there is a cookie."""
    if "rejoinder_session" not in g:
        token = request.cookies.get(engine().session_cookie)
        g.rejoinder_session = find_session(token, utcnow()) if token else None
    session: Session | None = g.rejoinder_session
    return None if session is None or _has_ended(session) else session


def _keep_session_alive() -> None:
    """Work prolongs a session; reading does not, for a GET changes nothing."""
    session = current_session() if request.method == "POST" else None
    if session and is_half_over(session, utcnow()):
        with transaction():
            prolong(session, utcnow())


def _has_ended(session: Session) -> bool:
    """Whether it was ended elsewhere while this request was under way."""
    try:
        return session.user is None
    except ObjectDeletedError:
        return True


def _to_sign_in() -> Response:
    """To the sign-in page, and back to this page afterwards where going back repeats nothing."""
    back = request.full_path.rstrip("?") if request.method in ("GET", "HEAD") else None
    return redirect(url_for("accounts.show_sign_in", next=back), 303)
