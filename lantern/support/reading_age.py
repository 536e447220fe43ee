"""How old a reader must be to read a text with ease, by the formula of Flesch and Kincaid.

It counts words in a sentence and syllables in a word: a hint for whoever writes, and no judge of
whether a child understands.
"""

import re
from typing import Final

ELEVEN: Final = 11
"""The reading age that letters to a child and the child's page keep to."""
_SENTENCE: Final = re.compile(r"[.!?:]+(?:\s|$)|\n+")
_WORD: Final = re.compile(r"[A-Za-z]+(?:[’'][A-Za-z]+)*")
_VOWELS: Final = re.compile(r"[aeiouy]+")
_SILENT: Final = re.compile(r"[^aeiouyl]e$|[^aeiouysxzcgh]es$|[^aeiouytd]ed$")


def reading_age(text: str) -> int:
    """The reading age of a text in whole years, at least five: the school grade and five years.

    A heading or an item of a list that ends its line counts as a sentence.
    """
    sentences = [part for part in _SENTENCE.split(text) if _WORD.search(part)]
    words = _WORD.findall(text)
    if not words:
        return 5
    syllables = sum(_syllables(word) for word in words)
    grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    return max(5, round(grade + 5))


def _syllables(word: str) -> int:
    """The groups of vowels in a word, without a last one that is not spoken."""
    word = re.sub(r"[’']", "", word.lower())
    groups = len(_VOWELS.findall(word))
    if groups > 1 and _SILENT.search(word):
        groups -= 1
    return max(1, groups)
