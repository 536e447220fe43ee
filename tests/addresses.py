"""The address of each named page in the world of `tests.world`: with which references.

A page about a child is about Tamsin, missing from Alder House, unless said otherwise.
"""

from django.urls import reverse

from lantern.access.models import EmergencyAccess
from lantern.accounts import links
from lantern.agreements.models import AcceptanceStory
from lantern.duties.models import Duty
from lantern.intake.models import Doubt, HandedBack
from lantern.notifications.models import Delivery, Handover, Message
from lantern.plans.models import PlannedAction
from lantern.support.models import Service
from tests.simulation.asking import done

SENT = {
    "sign-out",
    "emergency-end",
    "messages-read-all",
    "message-read",
    "message-send-again",
    "report:discard",
    "report:begin",
    "report:add",
    "arrivals:look-again",
    "arrivals:approve",
    "arrivals:turn-away",
    "arrivals:throw-away",
    "drafting:on",
    "rehearsal:keep",
    "rehearsal:withdraw",
    "support:service-end",
}
"""Pages that answer only to something sent."""


def address(world, name):
    """The address of a page, for one record of each kind."""
    return reverse(name, args=[find(world) for find in FILLED.get(name, about(name))])


def about(name):
    """What most pages of an area are about."""
    area = name.partition(":")[0]
    if name in ALONE:
        return []
    return {"children": [child], "episodes": [episode], "report": [draft]}.get(area, [])


ALONE = {"children", "children:search", "children:add", "report", "report:new-child"}


def child(world):
    return world.in_area.reference


def episode(world):
    return world.missing.reference


def draft(world):
    return world.draft.reference


def sent(world):
    return world.sent.reference


def photograph(world):
    return world.photograph.reference


def entry(world):
    return world.missing.entries.get(kind="note").key


def notification(world):
    return world.missing.entries.get(kind="notification").key


def nurse(world):
    return world.cast.nurse.id


def follow_up(world):
    return world.in_area.follow_ups.get(kind="safety_plan").reference


def behaviour_plan(world):
    return world.in_area.behaviour_plans.get().reference


def interview(world):
    return world.back.interviews.get().reference


def safe_and_well(world):
    return world.missing.safe_and_well_checks.get().reference


def agreement(world):
    return world.in_area.frequency_agreements.get().reference


def service(world):
    return Service.objects.get().reference


def letter(world):
    return world.back.letters.get().reference


def support(world):
    return world.in_area.support.get().reference


def session(world):
    return world.in_area.support.get().sessions.get().pk


def duty(world):
    return Duty.objects.filter(subject=world.missing.reference).order_by("pk")[0].pk


def message(world):
    return Message.objects.filter(team__name="Control room").order_by("pk")[0].pk


def looked_through(world):
    return world.looked_through.reference


def drafted(world):
    return world.protocol_draft.reference


def case(world):
    return AcceptanceStory.objects.get().name


def simulated(world):
    """A simulation of the draft, done when it is first asked for."""
    run = world.protocol_draft.simulations.first()
    return (run or done(world.cast, world.protocol_draft, at=world.now)).reference


def emergency(world):
    return EmergencyAccess.objects.get().reference


def planned(world):
    return PlannedAction.objects.filter(addition__episode=world.missing)[0].reference


def meeting(world):
    """The meeting that is to come."""
    return world.missing.meetings.filter(minutes=None, cancellations=None).get().reference


def cancelled_meeting(world):
    return world.missing.meetings.exclude(cancellations=None).get().reference


def review(world):
    return world.missing.meetings.exclude(minutes=None).get().reviews.get().pk


def held_meeting(world):
    return world.missing.meetings.exclude(minutes=None).get().reference


FILLED = {
    **{f"meetings:{each}": [episode] for each in ("of-episode", "arrange")},
    **{f"meetings:{each}": [meeting] for each in ("meeting", "members", "move", "cancel", "hold")},
    "meetings:taken-back": [meeting],
    "meetings:cancelled": [cancelled_meeting],
    "meetings:reviewed": [held_meeting, review],
    **{f"meetings:{each}": [held_meeting] for each in ("review", "minutes")},
    **{f"returns:{each}": [episode] for each in ("check", "not-checked", "told")},
    "returns:step": [episode, lambda world: "strategy-discussion"],
    **{f"returns:{each}": [safe_and_well] for each in ("checked", "correct")},
    **{f"returns:{each}": [child] for each in ("agreements", "agree")},
    **{f"returns:{each}": [agreement] for each in ("review", "end")},
    "plans:plan": [child],
    "plans:add": [child],
    "plans:end": [lambda world: world.in_area.plans.get().reference],
    "plans:action": [planned],
    "protocol-rule": [lambda world: "return-interview-held"],
    "choose-password": [nurse, lambda world: links.make(world.cast.user("nurse"))],
    "accounts:add-to": [lambda world: "calderbrook"],
    **{
        f"accounts:{each}": [nurse]
        for each in ("person", "role", "link", "sign-out", "close", "open")
    },
    "accounts:role-in": [nurse, lambda world: "calderbrook"],
    "accounts:role-end": [nurse, lambda world: world.cast.user("nurse").memberships.get().pk],
    **{
        f"agencies:{each}": [lambda world: "vale"]
        for each in ("agency", "change", "team", "hours", "area")
    },
    **{
        f"agencies:{each}": [
            lambda world: "vale",
            lambda world: world.cast.team("vale", "Emergency duty team").pk,
        ]
        for each in ("cover", "team-areas")
    },
    "agencies:uncover": [
        lambda world: "vale",
        lambda world: world.cast.team("vale", "Emergency duty team").pk,
        lambda world: world.cast.team("vale", "Emergency duty team").covers.first().role,
    ],
    "oversight:looks": [child],
    "oversight:emergency": [emergency],
    "emergency-end": [emergency],
    "children:contact": [child, lambda world: world.contact.pk],
    "children:contact-end": [child, lambda world: world.contact.pk],
    "children:assign": [child, lambda world: "social_worker"],
    "children:assign-end": [child, lambda world: "social_worker"],
    "children:assign-unlisted": [child, lambda world: "social_worker"],
    "children:status-end": [child, lambda world: "full_care_order"],
    "children:status-error": [child, lambda world: world.in_area.statuses.get().pk],
    "children:placement-error": [child, lambda world: world.in_area.placements.get().pk],
    "children:flag-end": [child, lambda world: "self_harm"],
    "children:flag-error": [child, lambda world: world.in_area.flags.get().pk],
    "children:step": [child, lambda world: "placement_plan.reviewed"],
    **{
        f"follow_up:{each}": [episode]
        for each in (
            "placement-review",
            "placement-plan",
            "repeat-discussion",
            "assessment",
            "regulator",
            "schedule-7",
            "regulation-40",
        )
    },
    **{
        f"follow_up:{each}": [child]
        for each in (
            "statutory-review",
            "safety-plan",
            "care-plan-request",
            "early-help",
            "behaviour-plan",
            "latest-plan",
        )
    },
    "follow_up:plan": [behaviour_plan],
    **{f"follow_up:{each}": [follow_up] for each in ("record", "correct", "for-the-child")},
    **{f"support:{each}": [service] for each in ("service", "service-end")},
    "support:wording": [lambda world: "calderbrook", lambda world: "child"],
    "support:letters": [lambda world: world.back.reference],
    **{f"support:{each}": [letter] for each in ("letter", "letter-pdf", "letter-back")},
    "support:offer-after": [episode],
    **{f"support:{each}": [child] for each in ("offer", "childs-page", "childs-page-pdf")},
    **{f"support:{each}": [support] for each in ("support", "end", "back")},
    "support:session-back": [support, session],
    "interviews:begin": [lambda world: world.back.reference],
    **{
        f"interviews:{each}": [interview]
        for each in ("interview", "finish", "review", "outcome", "action", "share", "printed")
    },
    "interviews:part": [interview, lambda world: "why"],
    "interviews:outcome-error": [
        interview,
        lambda world: world.back.interviews.get().outcomes.get().pk,
    ],
    "interviews:suggestion": [
        interview,
        lambda world: world.back.interviews.get().suggestions.order_by("pk")[0].pk,
    ],
    "interviews:shared": [lambda world: world.back.interviews.get().shares.get().reference],
    "referrals:refer": [episode],
    **{
        f"referrals:{each}": [lambda world: world.back.referral.reference]
        for each in (
            "referral",
            "rate",
            "allocate",
            "contact",
            "offer",
            "answer",
            "parents",
            "provider",
            "chase",
        )
    },
    "photographs:large": [photograph],
    "photographs:small": [photograph],
    "report:begin": [child],
    "report:sent": [sent],
    "report:told": [sent],
    "report:add": [sent],
    "report:page": [draft, lambda world: "you"],
    "episodes:decide": [episode, lambda world: "log.grade"],
    "episodes:step": [episode, lambda world: "concern.organised_abuse"],
    "episodes:correct": [episode, entry],
    "episodes:withdraw": [episode, entry],
    "episodes:acknowledge": [episode, notification],
    "duties:duty": [duty],
    "duties:excuse": [duty],
    "message-read": [message],
    "message-send-again": [lambda world: Delivery.objects.filter(state="dead").get().pk],
    "handover": [lambda world: Handover.objects.order_by("pk")[0].pk],
    "open": [episode],
    "arrivals:bring": [lambda world: "ssda903"],
    "arrivals:template": [lambda world: "children", lambda world: "lantern"],
    **{
        f"arrivals:{each}": [looked_through]
        for each in ("arrival", "state", "look-again", "approve", "turn-away", "throw-away")
    },
    "arrivals:handed-back": [
        looked_through,
        lambda world: HandedBack.objects.filter(errand__arrival=world.looked_through)[0].pk,
    ],
    "arrivals:rows": [lambda world: world.brought_in.reference, lambda world: "Header"],
    **{
        f"drafting:{each}": [drafted, *(lambda world, one=one: one for one in more)]
        for each, more in {
            "rules": (),
            "on": ("tell-police",),
            "rule": ("return-interview-held", "limit"),
            "settings": (),
            "setting": ("immediately",),
            "reading": ("hours",),
            "add": ("form",),
            "text": (),
            "changed": (),
        }.items()
    },
    **{f"rehearsal:{each}": [drafted] for each in ("rehearse", "keep", "cases")},
    **{f"rehearsal:{each}": [drafted, case] for each in ("expect", "withdraw")},
    **{
        f"drafts:{each}": [drafted]
        for each in ("draft", "read", "day", "ask", "answer", "adopt", "withdraw", "again")
    },
    "simulations:of-draft": [drafted],
    **{f"simulations:{each}": [simulated] for each in ("simulation", "state", "children")},
    "arrivals:doubt": [lambda world: Doubt.objects.order_by("pk")[0].pk],
}
