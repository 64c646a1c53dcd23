"""The picture library, a part of the desk."""

from typing import Any

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from blog.accounts.guards import requires, signed_in_user
from blog.accounts.permissions import may_edit_media, may_write_posts
from blog.clock import utcnow
from blog.database import transaction
from blog.errors import N_
from blog.library.forms import DeletionForm, DescriptionForm, UploadForm, values_of
from blog.library.pages import library_page, picture_page
from blog.library.queries import uses_of
from blog.library.receiving import LARGEST_UPLOAD, MOST_FILES, Received, receive
from blog.media.decoding import MIB, MOST_BYTES
from blog.media.deletion import delete_media
from blog.media.describing import describe_media
from blog.media.markdown import markdown_of
from blog.media.queries import get_media
from blog.web.language import gettext

bp = Blueprint("library", __name__, url_prefix="/desk/media")

TOO_MANY = N_("At most %(limit)d files at once. Send the others after these.")
TOO_MUCH = N_("That is too much at once. One picture may have %(limit)d MiB; send fewer at a time.")
NOTHING_CHOSEN = N_("Choose one or more pictures first.")


@bp.get("/")
@requires(may_write_posts)
def show_library() -> Response:
    return library_page(UploadForm(formdata=None))


@bp.post("/")
@requires(may_write_posts)
def create_media() -> ResponseReturnValue:
    """Takes up to 20 files. A script gets JSON: of one file an object, of several a list of such under `files`."""
    request.max_content_length = LARGEST_UPLOAD
    request.max_form_parts = MOST_FILES + 10
    try:
        files = [file for file in request.files.getlist("files") if file.filename]
    except RequestEntityTooLarge:
        return _refused(gettext(TOO_MUCH, limit=MOST_BYTES // MIB), 413)
    form = UploadForm()
    if not form.is_valid():
        return _refused(str(form.alt.errors[0]), 422)
    if not files or len(files) > MOST_FILES:
        return _refused(gettext(TOO_MANY, limit=MOST_FILES) if files else gettext(NOTHING_CHOSEN), 422)
    return _answer([receive(file, form.alt.data if len(files) == 1 else "") for file in files])


@bp.get("/<int:media_id>")
@requires(may_write_posts)
def show_media(media_id: int) -> Response:
    media = get_media(media_id, signed_in_user())
    return picture_page(media, DescriptionForm(formdata=None, data=values_of(media)))


@bp.post("/<int:media_id>")
@requires(may_write_posts)
def update_media(media_id: int) -> ResponseReturnValue:
    get_media(media_id, signed_in_user())
    form = DescriptionForm()
    if not form.is_valid():
        return picture_page(get_media(media_id, signed_in_user()), form, 422)
    with transaction():
        user = signed_in_user()
        describe_media(get_media(media_id, user), form.description(), user.as_actor(), utcnow())
    return redirect(url_for("library.show_media", media_id=media_id, done="saved"), 303)


@bp.get("/<int:media_id>/deletion")
@requires(may_write_posts)
def confirm_deletion(media_id: int) -> str:
    """Asks once more, and says where the picture is used."""
    media = get_media(media_id, signed_in_user())
    uses = uses_of(media, signed_in_user(), utcnow())
    return render_template("library/deletion.html", media=media, uses=uses, form=DeletionForm(formdata=None))


@bp.post("/<int:media_id>/deletion")
@requires(may_write_posts)
def create_deletion(media_id: int) -> ResponseReturnValue:
    get_media(media_id, signed_in_user())
    DeletionForm().is_valid()
    with transaction():
        user = signed_in_user()
        delete_media(get_media(media_id, user), user.as_actor(), utcnow())
    return redirect(url_for("library.show_library", done="deleted"), 303)


def _answer(received: list[Received]) -> ResponseReturnValue:
    has_problem = any(each.problem for each in received)
    if _is_script():
        told = [_told(each) for each in received]
        return jsonify(told[0] if len(told) == 1 else {"files": told}), 422 if has_problem else 201
    only = received[0].stored if len(received) == 1 else None
    if only and may_edit_media(signed_in_user(), only.media):
        done = "uploaded" if only.is_new else "known"
        return redirect(url_for("library.show_media", media_id=only.media.id, done=done), 303)
    return library_page(UploadForm(formdata=None), received, status=422 if has_problem else 200)


def _refused(problem: str, status: int) -> ResponseReturnValue:
    if _is_script():
        return jsonify({"error": problem}), status
    return library_page(UploadForm(formdata=None), problem=problem, status=status)


def _is_script() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _told(received: Received) -> dict[str, Any]:
    if received.stored is None:
        return {"name": received.name, "error": received.problem}
    media = received.stored.media
    is_theirs = may_edit_media(signed_in_user(), media)  # what others wrote about it is not told
    return {
        "name": received.name,
        "id": media.id,
        "address": media.address,
        "markdown": markdown_of(media) if is_theirs else f"![]({media.address})",
        "width": media.width,
        "height": media.height,
        "alt": media.alt if is_theirs else "",
        "is_new": received.stored.is_new,
    }
