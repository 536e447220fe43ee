"""Words as sentences need them."""


def capital(words: str) -> str:
    """The words with a capital letter, as they begin a sentence."""
    return f"{words[:1].upper()}{words[1:]}"
