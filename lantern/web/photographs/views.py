"""The pictures themselves. Each look asks, is recorded, and leaves no copy in a shared browser."""

from django.core.files.storage import Storage
from django.http import FileResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from lantern.core.errors import NotFound
from lantern.placements import queries
from lantern.placements.known import small_name
from lantern.web.requests import AuthenticatedRequest


@require_safe
def large(request: AuthenticatedRequest, reference: str) -> HttpResponseBase:
    """The photograph as it is kept."""
    photograph = queries.photograph(request.actor, reference)
    return _picture(photograph.image.storage, photograph.image.name, reference)


@require_safe
def small(request: AuthenticatedRequest, reference: str) -> HttpResponseBase:
    """The small copy, for pages and slow telephones."""
    photograph = queries.photograph(request.actor, reference, page="small photograph")
    storage, name = photograph.image.storage, small_name(photograph)
    return _picture(storage, name if storage.exists(name) else photograph.image.name, reference)


def _picture(storage: Storage, name: str | None, reference: str) -> FileResponse:
    try:
        file = storage.open(name or "")
    except FileNotFoundError:
        raise NotFound("photograph", reference) from None
    response = FileResponse(file, content_type="image/jpeg", filename=f"{reference}.jpg")
    response["Cache-Control"] = "private, no-store"
    return response
