"""The words of a text."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from search.analysis.folding import fold

WORD = re.compile(r"[^\W_]+")
MOST_WORDS = 16_383
"""Of a document: PostgreSQL counts no further."""
LONGEST_WORD = 60
"""Letters; what is longer is no word, only its beginning counts."""

# folded; they say nothing about what somebody makes or seeks
GERMAN = (
    "aber alle als am an auch auf aus bei bin bis das dass dem den der des die durch ein eine einem einen "
    "einer eines er es fuer fur haben hat ich ihr ihre im in ist kann mit nach nicht noch nur oder sein "
    "sich sie sind so sowie suche sucht und uns unser unsere unter vom von vor was wie wir wird zu zum "
    "zur"
)
CZECH = (
    "a ale ani az bude by byl co do hleda hledam hledame i jak jako je jeho jeji jejich jen jsem jsme "
    "jsou k kde ke ktera ktere ktery ma mam mame me mi muze na nad nam nas nase nebo o od po pod podle "
    "pri pro proti s se si sve svou ta tak take tato te tento to tuto u v vam vas ve vsak z za ze"
)
GERMAN_STOP_WORDS = frozenset(GERMAN.split())
CZECH_STOP_WORDS = frozenset(CZECH.split())
CZECH_ONLY = frozenset("áéíóúýčďěňřšťůž")


def tokens(text: str) -> Iterator[str]:
    """The words of `text` in NFC and lower case, in their order, without stop words."""
    for found in WORD.finditer(unicodedata.normalize("NFC", text)):
        word = found[0][:LONGEST_WORD].lower()
        if not is_stop_word(word) and any(map(str.isalnum, fold(word))):
            yield word


@lru_cache(100_000)
def is_stop_word(word: str) -> bool:
    """Whether a lower-case word says nothing, in German or in Czech, with or without its accents."""
    folded = fold(word)
    # "suché" (dry) is not the German "Suche" (search)
    return folded in CZECH_STOP_WORDS or (folded in GERMAN_STOP_WORDS and CZECH_ONLY.isdisjoint(word))
