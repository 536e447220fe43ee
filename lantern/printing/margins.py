"""What stands in the margins of a page, such as its number, marked as an artefact: a reader aloud
passes over it (ISO 14289-1 §7.1 and §7.8).

WeasyPrint 70 tags such text as content and leaves it out of the tree of the document, where readers
that go by the pages still come upon it (its issue 1836). It calls this before the PDF is written.
"""

from collections.abc import Iterator
from typing import Any, Final

FOOTER: Final = b"<</Type /Pagination /Subtype /Footer>>"


def mark_margins(document: object, pdf: Any) -> None:
    """Make artefacts of all marked text outside the tree: a finisher, as WeasyPrint calls it."""
    known: dict[bytes, Any] = {one.reference: one for one in pdf.objects}
    root = known[pdf.catalog["StructTreeRoot"]]
    in_tree = set(_below(root, known))
    by_page = known[root["ParentTree"]]["Nums"]
    pages = {known[one]["StructParents"]: known[one] for one in pdf.page_references}
    for number, elements in zip(by_page[::2], by_page[1::2], strict=True):
        if number not in pages:
            continue
        outside = {place for place, one in enumerate(elements) if one not in in_tree}
        for place in outside:
            # Nothing refers to it any more. What is taken out of the file altogether would shift
            # the numbers of the rest.
            known[elements[place]].clear()
            elements[place] = "null"
        _rewrite(known[pages[number]["Contents"]].stream, outside)


def _below(element: Any, known: dict[bytes, Any]) -> Iterator[bytes]:
    """The references of all elements of the tree below this one."""
    kids = element.get("K", ())
    for one in kids if isinstance(kids, list) else (kids,):
        if one in known:
            yield one
            yield from _below(known[one], known)


def _rewrite(stream: list[Any], outside: set[int]) -> None:
    """Begin each of these pieces of a page as an artefact: its tag, then what is said of it."""
    for place, said in enumerate(stream):
        if isinstance(said, dict) and said.get("MCID") in outside:
            stream[place - 1 : place + 1] = ["/Artifact", FOOTER]
