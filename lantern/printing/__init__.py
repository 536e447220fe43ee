"""From a page to paper: HTML becomes a tagged PDF that a screen reader can read (PDF/UA-1).

Pure: no Django. What makes the PDF needs much memory, so it runs in a short process of its own.
"""

from lantern.printing.asking import CannotPrint, to_pdf

__all__ = ["CannotPrint", "to_pdf"]
