"""A history made larger in the database itself: its children again, with other names and numbers.

Run: python -m bench.multiplying --copies 4 --database URL, after `python -m bench.history`.

Drawing an absence with everything beside it takes milliseconds; repeating it takes microseconds.
Each copy keeps the instants and the words, the agencies and the staff; every child, absence and
number in it is another. What was drawn once is thus met several times, and figures of proportions
stay what they were. The ledger of a copy is what its facts say, as `duties rebuild` shows.
"""

import argparse
import os
import random
import sys
import time
from typing import Any, Final

_ANCHORS: Final = ("reference", "about", "subject", "because")
"""Columns of which the first that a table has holds the reference of a child or of an absence."""
APART: Final = 21
"""The first children: one of sixty absences and those who are away now. They stay alone."""
_ROW_BITS: Final = 20
"""Where the block stands in the number of a row of the trails (bench.beside)."""
_AMONG_WORDS: Final = ("key", "subject", "body")
"""Columns that name the same reference among other words."""


def main(arguments: list[str] | None = None) -> None:
    """Repeat the history that the command line names."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--copies", type=int, default=4, help="how often beside what is there")
    parser.add_argument("--database", required=True)
    said = parser.parse_args(arguments)
    os.environ["DATABASE_URL"] = said.database
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    multiply(said.copies)


def multiply(copies: int, apart: int = APART) -> None:
    """Write so many copies of everything that is there."""
    from django.db import connection

    from bench import rows
    from bench.history import _models

    if not os.environ.get("LANTERN_BENCH"):
        raise SystemExit("Set LANTERN_BENCH=yes: invented history never goes where children are.")
    began = time.perf_counter()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-400000")
    source = _Source(apart)
    with rows.without_indexes():
        for copy in range(1, copies + 1):
            source.write(copy)
            rows.say(f"  copy {copy} after {time.perf_counter() - began:.0f} s")
    rows.mend_sequences(_models())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    rows.say(f"done after {time.perf_counter() - began:.0f} s")


class _Source:
    """What is there, and how to say it again of other children."""

    def __init__(self, apart: int) -> None:
        from bench.history import BLOCK
        from lantern.audit.models import AccessEvent, AuditEvent
        from lantern.duties.models import Duty, Told
        from lantern.episodes.models import Entry, Episode
        from lantern.notifications.models import Delivery, Handover, Message
        from lantern.people import models as people
        from lantern.placements.models import Placement, Profile
        from lantern.risk.models import RiskAssessment

        self.models = (
            people.Contact, people.Assignment, people.StatusPeriod, people.Involvement, Placement,
            Profile, RiskAssessment, Episode, Entry, Message, Delivery, Handover, AuditEvent,
            AccessEvent, Duty, Told,
        )  # fmt: skip
        self.last = {model: _last(model) for model in (*self.models, people.Child)}
        self.blocks = -(-self.last[Episode] // BLOCK)
        self.steps = {model: self._step(model) for model in self.last}
        self.apart = apart
        self.children = list(people.Child.objects.filter(pk__gt=apart).order_by("pk"))
        here = Episode.objects.order_by("pk")
        self.episodes = list(here.filter(child__gt=apart).values_list("pk", "reference"))
        self.first_episode = here.filter(child__lte=apart).values_list("pk", flat=True).last() or 0
        self.chance = random.Random("copies")

    def write(self, copy: int) -> None:
        """One copy, in a transaction of its own."""
        from django.db import connection, transaction

        with transaction.atomic(), connection.cursor() as cursor:
            self._rename(cursor, copy)
            self._children(copy)
            for model in self.models:
                cursor.execute(self._statement(model, copy))
            cursor.execute("DROP TABLE renamed")

    def _rename(self, cursor: Any, copy: int) -> None:
        """A table of references: what each is called in this copy."""
        from bench.drawing import reference
        from lantern.episodes.models import Episode
        from lantern.people.models import Child

        cursor.execute("CREATE TEMPORARY TABLE renamed (was varchar(12) PRIMARY KEY, now varchar)")
        child, episode = self.steps[Child] * copy, self.steps[Episode] * copy
        pairs = [(one.reference, reference("C", one.pk + child)) for one in self.children]
        pairs += [(was, reference("E", pk + episode)) for pk, was in self.episodes]
        for first in range(0, len(pairs), 400):
            some = pairs[first : first + 400]
            marks = ", ".join(["(%s, %s)"] * len(some))
            flat = [value for pair in some for value in pair]
            cursor.execute(f"INSERT INTO renamed VALUES {marks}", flat)

    def _children(self, copy: int) -> None:
        """The children themselves, with the given name of one and the family name of another."""
        from bench.drawing import nhs_number, pupil_number, reference
        from bench.rows import Tables
        from lantern.people import names
        from lantern.people.models import Child, Identifier, NameKey

        tables = Tables()
        fields = [field.attname for field in Child._meta.concrete_fields]
        children = tables.table(Child, " ".join(fields))
        keys = tables.table(NameKey, "id child_id key")
        numbers = tables.table(Identifier, "id recorded_at child_id kind value issuer_id")
        givens = [one.given_name for one in self.children]
        for one in self.children:
            pk = one.pk + self.steps[Child] * copy
            given = self.chance.choice(givens)
            spelled = (given, one.family_name, "")
            changed = {
                "id": pk, "reference": reference("C", pk), "given_name": given,
                "also_known_as": "", "name_key": names.key(*spelled),
            }  # fmt: skip
            children.add(tuple(changed.get(name, getattr(one, name)) for name in fields))
            for place, key in enumerate(sorted(names.keys(*spelled))):
                keys.add((pk * 16 + place, pk, key))
            agency = one.responsible_authority_id
            given_numbers = [("upn", pupil_number(pk), None),
                             ("authority_reference", f"{agency:05d}-{pk}", agency)]  # fmt: skip
            if pk < 1_000_000 and nhs_number(pk):
                given_numbers.append(("nhs_number", nhs_number(pk), None))
            for place, (kind, value, issuer) in enumerate(given_numbers):
                numbers.add((pk * 4 + place, one.recorded_at, pk, kind, value, issuer))
        tables.flush()

    def _step(self, model: Any) -> int:
        """How far the numbers of a copy are from those of the copy before it."""
        if _is_numbered_by_time(model):
            return self.blocks << _ROW_BITS
        return -(-self.last[model] // 1000) * 1000

    def _statement(self, model: Any, copy: int) -> str:
        """One statement that repeats the rows of a table for the children of a copy."""
        fields = model._meta.concrete_fields
        names = [field.name for field in fields]
        anchor = next((name for name in _ANCHORS if name in names), "")
        columns = ", ".join(f'"{field.column}"' for field in fields)
        values = ", ".join(self._value(field, anchor, copy) for field in fields)
        drawn = f"it.id <= {self.last[model]}"
        kind = "JOIN"
        if "child" in names:
            drawn += f" AND it.child_id > {self.apart}"
            kind = "LEFT JOIN"
        elif "episode" in names:
            drawn += f" AND it.episode_id > {self.first_episode}"
        elif "message" in names:
            drawn += f" AND it.message_id > {self.first_episode * 4 + 3}"
        joined = f'{kind} renamed ON renamed.was = it."{anchor}"' if anchor else ""
        if _is_numbered_by_time(model):
            drawn = f"((it.id >> {_ROW_BITS}) & 511) < {self.blocks}"
        table = model._meta.db_table
        return (
            f'INSERT INTO "{table}" ({columns}) '
            f'SELECT {values} FROM "{table}" AS it {joined} WHERE {drawn}'
        )

    def _value(self, field: Any, anchor: str, copy: int) -> str:  # noqa: PLR0911  a kind of column each
        column = f'it."{field.column}"'
        if field.primary_key:
            return f"{column} + {self.steps[field.model] * copy}"
        if field.is_relation and field.related_model in self.steps:
            return f"{column} + {self.steps[field.related_model] * copy}"
        if field.name == anchor:
            return f"COALESCE(renamed.now, {column})"
        if field.name == "origin_key":
            return f"{column} || '+{copy}'"
        if field.name == "cause":
            return self._cause(column, copy)
        if field.name in _AMONG_WORDS and anchor == "about":
            return f"REPLACE({column}, it.about, COALESCE(renamed.now, it.about))"
        return column

    def _cause(self, column: str, copy: int) -> str:
        """What raised a duty: an entry, whose key stays, or a row of the child's, which moves."""
        from django.db import connection

        from lantern.people.models import Assignment, StatusPeriod
        from lantern.placements.models import Placement, Profile
        from lantern.risk.models import RiskAssessment

        find = "STRPOS" if connection.vendor == "postgresql" else "INSTR"
        turn = f"{find}({column} || '#', '#')"
        whens = []
        for word, model in (("status", StatusPeriod), ("placement", Placement),
                            ("profile", Profile), ("assignment", Assignment),
                            ("assessment", RiskAssessment)):  # fmt: skip
            start = len(word) + 2
            number = f"CAST(SUBSTR({column}, {start}, {turn} - {start}) AS BIGINT)"
            moved = f"'{word}-' || ({number} + {self.steps[model] * copy})"
            whens.append(
                f"WHEN SUBSTR({column}, 1, {start - 1}) = '{word}-' "
                f"THEN {moved} || SUBSTR({column}, {turn})"
            )
        return f"CASE {' '.join(whens)} ELSE {column} END"


def _is_numbered_by_time(model: Any) -> bool:
    """Whether it is a trail, which is read in the order of its numbers."""
    return model._meta.app_label == "audit"


def _last(model: Any) -> int:
    return model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


if __name__ == "__main__":
    main(sys.argv[1:])
