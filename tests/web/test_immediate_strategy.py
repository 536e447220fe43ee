"""The immediate strategy that social worker and police agree at once (RF-034, RF-207)."""

from datetime import timedelta

import pytest

from lantern.duties.models import Duty
from lantern.episodes import queries
from lantern.episodes.actions import entries
from lantern.plans.models import PlannedAction
from lantern.vocabulary.telling import Recipient
from tests.web.reading import text_of
from tests.web.test_episodes_pages import NOW, at, episode, href

__all__ = ["episode"]
AGREED = {
    "worker": "Tomasz Zielny",
    "officer": "PC Lewis Tran",
    "child_phone": "Tomasz, at noon and at six.",
    "others_phones": "Her key worker rings Mia each evening.",
    "visits": "The police go to her aunt’s.",
    "trace": "Asked for tonight.",
    "elsewhere": "Leeds is told: her brother lives there.",
    "sharing": "Home and school alone. No media yet.",
}


def day_of(moment):
    return {"due_on-day": moment.day, "due_on-month": moment.month, "due_on-year": moment.year}


@pytest.mark.requirement("RF-034", "RF-207", "CK-028")
def test_each_part_is_a_step_that_is_done_and_its_action_is_in_the_plan(sign_in, cast, episode):
    for recipient in (Recipient.POLICE, Recipient.SOCIAL_WORKER):
        entries.record_notification(
            episode, by=cast.home_manager, recipient=recipient, at=NOW, now=NOW, person="Jo"
        )
    client = sign_in("social_worker")
    due_on = NOW + timedelta(days=1)
    action = {"what": "Ring her brother", "owner": "social_worker", **day_of(due_on)}

    assert f'value="{cast.social_worker.name}"' in client.get(href("strategy", episode)).text
    lacking = client.post(href("strategy", episode), {"what": "Ring her brother"} | at("at", NOW))
    client.post(href("strategy", episode), AGREED | action | at("at", NOW))

    assert "Name the police officer who agreed it" in text_of(lacking)
    assert "Select who does it" in text_of(lacking)
    kept = queries.latest(episode, "immediate_strategy.agreed")
    assert (kept.details["done_by"], kept.details["agreed_with"]) == (
        AGREED["worker"],
        AGREED["officer"],
    )
    assert queries.latest(episode, "trace.considered").words == AGREED["trace"]
    read = text_of(client.get(href("episode", episode)))
    assert [said for said in AGREED.values() if said not in read] == []
    planned = PlannedAction.objects.get()
    assert (planned.what, planned.addition.origin) == ("Ring her brother", "immediate_strategy")
    met = Duty.objects.filter(subject=episode.reference, met_at__isnull=False)
    asked = {"immediate-strategy", "other-authorities", "information-sharing", "trace-considered"}
    assert asked <= set(met.values_list("rule", flat=True))
