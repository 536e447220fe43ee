"""An authority's own words for a letter; every version is kept."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from lantern.access.actor import Actor
from lantern.agencies.models import Agency
from lantern.audit.record import announce
from lantern.core.errors import Conflict, Invalid
from lantern.support import letters, policies
from lantern.support.events import WordingAgreed
from lantern.support.models import Wording
from lantern.vocabulary.support import LetterKind


@transaction.atomic
def agree(  # noqa: PLR0913  the words, and the version that the writer began from
    authority: Agency,
    kind: LetterKind,
    *,
    by: Actor,
    at: datetime,
    title: str,
    words: str,
    version: int,
) -> Wording:
    """New words, used from now on. `version` is the one the writer began from; 0 for the shipped.

    If others were agreed meanwhile, raises Conflict with both, and writes nothing.
    """
    policies.can_keep_of(by, authority).require()
    _check(kind, title, words)
    Agency.objects.select_for_update().get(pk=authority.pk)
    rows = Wording.objects.filter(authority=authority, kind=kind)
    latest = rows.aggregate(latest=Max("version"))["latest"] or 0
    if latest != version:
        newest = rows.get(version=latest)
        raise Conflict(
            f"{newest.by} changed these words while you were writing.",
            theirs={"title": newest.title, "words": newest.words, "version": latest},
            yours={"title": title, "words": words},
        )
    wording = Wording.objects.create(
        authority=authority,
        kind=kind,
        version=latest + 1,
        title=title.strip(),
        words=words.strip(),
        agreed_at=at,
        by=by.name,
        recorded_at=at,
    )
    announce(
        WordingAgreed(about=authority.slug, by=by.id, at=at, kind=kind, version=wording.version)
    )
    return wording


def _check(kind: LetterKind, title: str, words: str) -> None:
    """Words that can't be filled in for a child are not taken."""
    faults = {
        "title": "" if title.strip() else "Enter a title",
        "words": letters.fault(kind, words),
    }
    if any(faults.values()):
        raise Invalid({name: sentence for name, sentence in faults.items() if sentence})
