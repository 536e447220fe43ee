"""Compare HTML as a browser would: by its elements, not by its spaces."""

from django.test.html import parse_html


def same(one, other):
    return parse_html(str(one)) == parse_html(str(other))
