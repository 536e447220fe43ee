"""Files are received: kept exactly as they came, before anything is taken from them."""

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.agencies.models import Agency
from lantern.audit.record import announce
from lantern.intake.models import Arrival, ArrivedFile
from lantern.intake.policies import can_bring_in
from lantern.intake.sent import SentFile
from lantern.people.events import RecordsReceived
from lantern.vocabulary.arriving import ArrivalKind


@dataclass(frozen=True, kw_only=True)
class Purpose:
    """What files are brought for: what they hold, and whose it is."""

    kind: ArrivalKind
    authority: Agency
    year: int | None = None
    mapping: str = ""


@transaction.atomic
def receive(purpose: Purpose, files: Sequence[SentFile], *, by: Actor, at: datetime) -> Arrival:
    """Keep these files. The same files for the same purpose are the arrival that they were."""
    can_bring_in(by, purpose.authority).require()
    digest = _digest(purpose, files)
    arrival, is_new = Arrival.objects.get_or_create(
        digest=digest,
        defaults={
            "kind": purpose.kind,
            "authority": purpose.authority,
            "year": purpose.year,
            "mapping": purpose.mapping,
            "by": by.id,
            "by_name": by.name,
            "at": at,
            "recorded_at": at,
        },
    )
    # Files that were thrown away are kept again when somebody brings them again.
    if is_new or not arrival.files.exists():
        ArrivedFile.objects.bulk_create(_file(arrival, one, at) for one in files)
        announce(
            RecordsReceived(
                about=arrival.reference,
                by=by.id,
                at=at,
                records=purpose.kind,
                year=purpose.year or 0,
                files=len(files),
            )
        )
    return arrival


def _digest(purpose: Purpose, files: Sequence[SentFile]) -> str:
    """One number for the purpose and the content of the files, in whatever order they are given."""
    whole = hashlib.sha256()
    what = (purpose.kind, purpose.authority.slug, str(purpose.year), purpose.mapping)
    whole.update("\n".join(what).encode())
    for one in sorted(files, key=lambda file: file.name):
        whole.update(f"\n{one.name}\n{one.digest}".encode())
    return whole.hexdigest()


def _file(arrival: Arrival, one: SentFile, at: datetime) -> ArrivedFile:
    return ArrivedFile(
        arrival=arrival,
        name=one.name[:200],
        content=zlib.compress(one.content),
        size=len(one.content),
        digest=one.digest,
        recorded_at=at,
    )
