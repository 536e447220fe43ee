"""Agencies as case systems name them: by short name, by code or number, or by name."""

from collections.abc import Collection
from functools import cached_property

from lantern.agencies.models import Agency
from lantern.people import names
from lantern.vocabulary.agency import AgencyKind


class Agencies:
    """Every agency, looked up once for all the rows that name one."""

    def find(self, said: str, kinds: Collection[AgencyKind] = ()) -> Agency | None:
        """The agency that this means; None where there is none, or more than one of that name."""
        wanted = said.strip().casefold()
        for known in (self._by_slug, self._by_code):
            found = known.get(wanted)
            if found is not None and _is_of(found, kinds):
                return found
        named = [one for one in self._by_name.get(names.key(said), []) if _is_of(one, kinds)]
        return named[0] if len(named) == 1 else None

    def forget(self) -> None:
        """Look again: an agency was added."""
        for name in ("_all", "_by_slug", "_by_code", "_by_name"):
            self.__dict__.pop(name, None)

    @cached_property
    def _all(self) -> list[Agency]:
        return list(Agency.objects.select_related("within").order_by("pk"))

    @cached_property
    def _by_slug(self) -> dict[str, Agency]:
        return {one.slug.casefold(): one for one in self._all}

    @cached_property
    def _by_code(self) -> dict[str, Agency]:
        return {one.code.casefold(): one for one in self._all if one.code}

    @cached_property
    def _by_name(self) -> dict[str, list[Agency]]:
        found: dict[str, list[Agency]] = {}
        for one in self._all:
            found.setdefault(names.key(one.name), []).append(one)
        return found


def _is_of(agency: Agency, kinds: Collection[AgencyKind]) -> bool:
    return not kinds or AgencyKind(agency.kind) in kinds
