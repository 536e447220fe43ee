"""What time alone brings: a duty arises, falls due soon, is overdue, or comes round again."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, F, Max, OuterRef, Q

from lantern.access.actor import Actor
from lantern.duties.actions.ledger import TURN, refresh_child, refresh_episode
from lantern.duties.derivation import horizon
from lantern.duties.models import Duty, Told


def sweep(*, by: Actor, at: datetime) -> int:
    """Tell what time has brought and extend what repeats; how many subjects were looked at.

    Each subject is a transaction of its own. A run that is missed changes nothing: the next finds
    the same subjects.
    """
    found = sorted({*_untold(at), *_running_out(at)})
    for subject, child in found:
        if subject == child:
            refresh_child(child, by=by, at=at)
        else:
            refresh_episode(subject, by=by, at=at)
    return len(found)


def _untold(at: datetime) -> Iterable[tuple[str, str]]:
    """Subjects with an open duty of which something is to be told and has not been."""

    def not_told(occasion: Told.Occasion) -> Q:
        identity = {name: OuterRef(name) for name in ("subject", "rule", "cause")}
        return ~Q(Exists(Told.objects.filter(**identity, occasion=occasion)))

    on_time = Q(due_at__isnull=True) | Q(due_at__gte=at)
    arisen = Q(tells_arising=True) & on_time & not_told(Told.Occasion.ARISES)
    soon = Q(tells_due_soon=True, due_soon_at__lte=at, due_at__gte=at)
    overdue = Q(tells_overdue=True, due_at__lt=at) & not_told(Told.Occasion.OVERDUE)
    return (
        Duty.objects.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=at), arose_at__lte=at)
        .filter(arisen | (soon & not_told(Told.Occasion.DUE_SOON)) | overdue)
        .values_list("subject", "child__reference")
        .distinct()
    )


def _running_out(at: datetime) -> Iterable[tuple[str, str]]:
    """Subjects with a repeating duty whose turns in the ledger end before the horizon."""
    return (
        Duty.objects.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=at), cause__contains=TURN)
        .values("subject", "rule", reference=F("child__reference"))
        .annotate(last_at=Max("arose_at"))
        .filter(last_at__lte=horizon(at))
        .values_list("subject", "reference")
    )
