"""DXF: pairs of lines, a number that says what the next line is, and the value."""

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from listings.cleaning.exceptions import Unclean

type Pair = tuple[str, str]
BINARY = b"AutoCAD Binary DXF"
COMMENT = "999"
# variables of the header that a program needs to show the drawing; all others may name people, files and times
NEEDED = frozenset(
    {
        *("$ACADVER", "$DWGCODEPAGE", "$INSBASE", "$EXTMIN", "$EXTMAX", "$LIMMIN", "$LIMMAX", "$LTSCALE", "$INSUNITS"),
        *("$MEASUREMENT", "$LUNITS", "$LUPREC", "$AUNITS", "$AUPREC", "$ANGBASE", "$ANGDIR", "$HANDSEED", "$PDMODE"),
        *("$PDSIZE", "$DIMSCALE", "$DIMTXT", "$DIMASZ", "$DIMLFAC", "$PSLTSCALE", "$CELTSCALE", "$TEXTSIZE"),
        *("$PLINEWID", "$UNITMODE", "$SPLFRAME", "$CLAYER", "$CECOLOR", "$CELTYPE"),
    }
)
DROPPED_SECTIONS = frozenset({"THUMBNAILIMAGE"})
# texts of a value: file names, texts, attributes, comments
TEXTS = frozenset({*map(str, range(1, 10)), *map(str, range(300, 310)), "1000", "1001", "1003"}) - {"5"}
PATH = re.compile(r"^(?:[A-Za-z]:[\\/]|\\\\\w|/(?:home|Users)/)")


def clean(data: bytes) -> tuple[bytes, list[str]]:
    """The drawing without comments, properties and folders, and the texts in it; raises Unclean for a binary one."""
    if data.startswith(BINARY):
        raise Unclean(_("please save it as a DXF file of the text kind (ASCII)."))
    text = _decoded(data)
    kept = [(code, _bare(value)) for code, value in _without_sections(_without_properties(_pairs(text)))]
    texts = [_readable(value) for code, value in kept if code in TEXTS]
    lines = "".join(f"{code:>3}\n{value}\n" for code, value in kept)
    return lines.encode("utf-8" if _is_utf8(data) else "cp1252", "replace"), texts


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decoded(data: bytes) -> str:
    return data.decode("utf-8-sig") if _is_utf8(data) else data.decode("cp1252", "replace")


def _pairs(text: str) -> Iterator[Pair]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, value in zip(lines[::2], lines[1::2], strict=False):
        code = number.strip()
        if not code.lstrip("-").isdigit():
            raise Unclean(_("its parts cannot be read. Please save it anew."))
        if code != COMMENT:
            yield code, value.strip() if code == "0" else value


def _without_properties(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Of the header only the variables that are needed."""
    kept = True
    in_header = False
    last: Pair = ("", "")
    for pair in pairs:
        code, value = pair
        if code == "2" and last == ("0", "SECTION"):
            in_header = value.strip() == "HEADER"
        if in_header and code == "9":
            kept = value.strip() in NEEDED
        if code == "0":
            kept = True
            in_header = in_header and value != "ENDSEC"
        last = pair
        if kept:
            yield pair


def _without_sections(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Without the preview picture."""
    waiting: list[Pair] = []
    dropping = False
    for pair in pairs:
        if pair == ("0", "SECTION"):
            waiting = [pair]
        elif waiting:
            dropping = pair[1].strip() in DROPPED_SECTIONS
            if not dropping:
                yield from (*waiting, pair)
            waiting = []
        elif dropping:
            dropping = pair != ("0", "ENDSEC")
        else:
            yield pair


def _bare(value: str) -> str:
    """A file's name without the folders it lies in."""
    return re.split(r"[\\/]", value)[-1] if PATH.match(value.strip()) else value


def _readable(value: str) -> str:
    r"""Without what formats a text (\fArial|b0;) and with the letters behind numbers (\U+00E9)."""
    letters = re.sub(r"\\U\+([0-9A-Fa-f]{4})", lambda found: chr(int(found[1], 16)), value)
    return re.sub(r"\\[A-Za-z][^;\\]{0,40};|\\P|[{}]", " ", letters)
