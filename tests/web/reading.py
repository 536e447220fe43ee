"""A page as a person reads it."""

import html
import re


def text_of(response):
    """The words of the page, without what the browser alone reads."""
    body = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(body).split())
