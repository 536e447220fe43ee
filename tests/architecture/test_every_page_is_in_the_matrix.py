"""Every address has a row that says who may open it. The rows are in `tests/access_matrix.py`."""

from django.urls import URLResolver, get_resolver

from tests.access_matrix import MATRIX


def names(resolver, spaces=()):
    """The name of every address, with its namespaces, as `reverse` takes it."""
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from names(each, (*spaces, each.namespace) if each.namespace else spaces)
        else:
            assert each.name, f"{each.pattern} has no name"
            yield ":".join((*spaces, each.name))


def test_every_page_is_in_the_matrix():
    assert set(names(get_resolver())) - set(MATRIX) == set()


def test_every_row_of_the_matrix_is_a_page():
    assert set(MATRIX) - set(names(get_resolver())) == set()


def test_every_page_is_closed_to_somebody_or_says_that_it_is_open():
    for name, row in MATRIX.items():
        assert row, name
        assert all(status in range(200, 500) for status in row.values()), name
