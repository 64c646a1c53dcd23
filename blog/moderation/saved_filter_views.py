"""Keeping filters: saving, renaming, deleting."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from blog.accounts.guards import requires, signed_in_user
from blog.accounts.permissions import may_moderate_somewhere
from blog.clock import utcnow
from blog.database import transaction
from blog.errors import Refused
from blog.moderation.filters import read_filters
from blog.moderation.forms import SavedFilterForm
from blog.moderation.pages import queue_page
from blog.moderation.places import Place
from blog.moderation.saved_filters import delete_filter, get_saved_filter, rename_filter, save_filter, saved_filters_of
from blog.web.error_pages import sentence

bp = Blueprint("saved_filters", __name__, url_prefix="/moderation/filters")


@bp.get("/")
@requires(may_moderate_somewhere)
def show_saved_filters() -> ResponseReturnValue:
    return _page()


@bp.post("/")
@requires(may_moderate_somewhere)
def create_saved_filter() -> ResponseReturnValue:
    form = SavedFilterForm()
    arguments = Place.named(form.back.data).arguments
    try:
        if not form.is_valid():
            raise Refused(form.name.errors[0], field="name")
        with transaction():
            at = utcnow()
            saved = save_filter(form.name.data or "", read_filters(arguments, at), signed_in_user(), at)
    except Refused as problem:
        return queue_page(arguments, problem)
    return redirect(url_for("moderation.show_queue", **saved.query), 303)  # type: ignore[arg-type]


@bp.post("/<int:filter_id>")
@requires(may_moderate_somewhere)
def change_saved_filter(filter_id: int) -> ResponseReturnValue:
    form = SavedFilterForm()
    get_saved_filter(filter_id, signed_in_user())
    try:
        if not form.is_valid():
            raise Refused(form.name.errors[0], field="name")
        with transaction():
            user = signed_in_user()
            saved = get_saved_filter(filter_id, user)
            if form.action.data == "delete":
                delete_filter(saved, user, utcnow())
            else:
                rename_filter(saved, form.name.data or "", user, utcnow())
    except Refused as problem:
        return _page(problem)
    return redirect(url_for("saved_filters.show_saved_filters"), 303)


def _page(problem: Refused | None = None) -> ResponseReturnValue:
    body = render_template(
        "moderation/saved_filters.html",
        saved_filters=saved_filters_of(signed_in_user()),
        form=SavedFilterForm(formdata=None),
        problem=sentence(problem) if problem else None,
    )
    return body, problem.status if problem else 200
