"""The short process that makes one PDF: HTML comes in on one side, the PDF goes out on the other.

Run as `python -m lantern.printing.press`. WeasyPrint is loaded only here and only when asked for:
it would cost a web process a third of its memory. The same HTML gives the same bytes.
"""

import resource
import sys
from collections.abc import Mapping
from typing import Any, Final, NoReturn

CANNOT: Final = 3
"""The exit code that says: what makes a PDF is not on this machine."""
MEMORY: Final = 2 * 1024**3
"""Bytes of address space. A letter takes a quarter of it."""


def made_from(html: str) -> bytes:
    """The PDF of this HTML. Whatever it links to is left out: nothing is fetched."""
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    from lantern.printing.margins import mark_margins

    class OurPagesOnly(URLFetcher):  # type: ignore[misc]
        """Refuses every address, of this machine's files too."""

        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> NoReturn:
            raise ValueError("nothing is fetched for a PDF")

    document: Any = HTML(string=html, url_fetcher=OurPagesOnly())
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1", finisher=mark_margins)
    return made


def main() -> int:
    """Make one PDF from standard input on standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        import weasyprint  # noqa: F401  may fail: it needs libraries of the system
    except (ImportError, OSError):
        return CANNOT
    html = sys.stdin.buffer.read().decode()
    # With nothing to print, this only says whether printing is possible here.
    if html:
        sys.stdout.buffer.write(made_from(html))
    return 0


if __name__ == "__main__":
    sys.exit(main())
