"""The people and agencies every test may call on, made through the same actions as anybody's.

`cast.social_worker` is an Actor, and the fixture `the_social_worker` is the same; agencies are
`cast.calderbrook`, `cast.alder_house` and so on; `cast.user("social_worker")` is the account and
`cast.team("calderbrook", "Emergency duty team")` the team. All were made at `cast.MADE_AT`.
"""

from datetime import UTC, datetime

import pytest

from lantern.demo import cast as demonstration
from lantern.demo.partnership import BODIES, DESKS, ELSEWHERE, PEOPLE, STRANGER
from tests import once

MADE_AT = datetime(2014, 1, 6, 9, 0, tzinfo=UTC)
EVERYONE = (*PEOPLE, STRANGER)
NAMES = {
    "force": "calderbrook-vale-police",
    **{body.slug.replace("-", "_"): body.slug for body in (*BODIES, ELSEWHERE)},
}


class Cast:
    """The partnership, each person and agency an attribute."""

    def __init__(self, made):
        self.made = made

    def __reduce__(self):
        return Cast, (self.made,)

    def __getattr__(self, name):
        if name in self.made.actors:
            return self.made.actors[name]
        if name in NAMES:
            return self.made.agencies[NAMES[name]]
        raise AttributeError(f"nobody in the cast is called {name}")

    def user(self, key):
        """The account of somebody, by key or by actor."""
        actor = self.made.actors[key] if isinstance(key, str) else key
        return next(user for user in self.made.users.values() if user.pk == actor.user_id)

    def team(self, agency, name):
        """A team, by its agency's slug and its name."""
        return self.made.teams[agency, name]

    def __iter__(self):
        return iter(self.made.actors.items())


def make_cast():
    """Everybody, in an empty database."""
    return once.rows("cast", _make)


def _make():
    bodies = (*BODIES, ELSEWHERE)
    return Cast(demonstration.make(at=MADE_AT, bodies=bodies, desks=DESKS, people=EVERYONE))


@pytest.fixture
def cast(db):
    """Everybody."""
    return make_cast()


def _fixture_for(key):
    @pytest.fixture(name=f"the_{key}")
    def somebody(cast):
        return getattr(cast, key)

    return somebody


for _person in EVERYONE:
    globals()[f"the_{_person.key}"] = _fixture_for(_person.key)
