"""Text without what readers and keyboards disagree about: case, accents, invisible characters."""

import unicodedata

# letters that Unicode does not decompose
PLAIN = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"})
SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def clean(text: str) -> str:
    """Text that PostgreSQL and a page can hold: no NUL, control, direction or unassigned characters.

    Line breaks and other white space become single blanks.
    """
    if not text.isprintable():
        text = "".join(" " if char.isspace() else char for char in text if _is_kept(char))
    return " ".join(text.split())


def fold(text: str) -> str:
    """Lower case without accents: `Gußteil vstřikování` gives `gussteil vstrikovani`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char)).translate(PLAIN)


def spell_out(word: str) -> str:
    """The folded word as it is written without umlaut keys: `Müller` gives `mueller`."""
    return fold(unicodedata.normalize("NFC", word.lower()).translate(SPELLED_OUT))


def _is_kept(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) not in INVISIBLE
