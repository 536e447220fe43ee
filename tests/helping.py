"""Services of a directory, letters and support, made through the actions."""

from datetime import timedelta

from lantern.core.instants import day_in_london
from lantern.support.actions import directory, letters, programmes
from lantern.vocabulary.support import ServiceFor, ServiceKind, SupportKind

EVERYBODY = [ServiceFor.CHILD, ServiceFor.PARENT, ServiceFor.CARER]


def a_service(at, **said):
    """What a directory says of an invented helpline."""
    return {
        "name": "Harbour Line",
        "kind": ServiceKind.HELPLINE,
        "purpose": "Talk to somebody about anything that worries you",
        "telephone": "0800 001 0001",
        "elsewhere": "",
        "hours": "Day and night",
        "audiences": EVERYBODY,
        "area": "",
        "source": "Rang them",
        "review_on": day_in_london(at) + timedelta(days=90),
    } | said


def listed(cast, at, **said):
    """It stands in Calderbrook's directory."""
    return directory.add(cast.calderbrook, by=cast.coordinator, at=at, **a_service(at, **said))


def a_letter(cast, episode, at, to="child", **how):
    """A letter by the social worker."""
    return letters.make(
        episode, by=cast.social_worker, at=at, to=to, telephone="01632 960 001", **how
    )


def an_offer(cast, child, at, **offered):
    """Intensive support in ten sessions, offered by the social worker."""
    given = {
        "kind": SupportKind.INTENSIVE,
        "worker": "Ruth Adeyemi",
        "aim": "To feel safe at home",
        "planned_sessions": 10,
    } | offered
    return programmes.offer(child, by=cast.social_worker, at=at, now=at, **given)
