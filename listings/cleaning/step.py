"""STEP: a header that says who made it when with what, and data in which people may be named, too."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from listings.cleaning.exceptions import Unclean

NO_TIME = "1970-01-01T00:00:00"
LEVEL = "2;1"
NO_SCHEMA = "FILE_SCHEMA((''));"
STRING = re.compile(r"'(?:[^']+|'')*'")
STRING_OR_COMMENT = re.compile(r"'(?:[^']+|'')*'|/\*.*?\*/", re.DOTALL)
HEADER = re.compile(r"HEADER\s*;(.*?)ENDSEC\s*;", re.DOTALL)
# whose texts name people, companies and places
PEOPLE = re.compile(
    r"\b(?:PERSON|ORGANIZATION|ADDRESS|ORGANIZATIONAL_ADDRESS|PERSONAL_ADDRESS|PERSON_AND_ORGANIZATION_ROLE|"
    r"ORGANIZATION_ROLE|APPROVAL|APPROVAL_ROLE|CERTIFICATION|CONTRACT|DOCUMENT_FILE|DOCUMENT|"
    r"APPLIED_EXTERNAL_IDENTIFICATION_ASSIGNMENT|EXTERNAL_SOURCE)\s*\("
)
DATES = re.compile(r"\b(CALENDAR_DATE|ORDINAL_DATE|LOCAL_TIME|COORDINATED_UNIVERSAL_TIME_OFFSET)\s*\(([^#)]*)")
NEUTRAL_DATES = {"CALENDAR_DATE": "1970,1,1", "ORDINAL_DATE": "1970,1"}
WIDE = re.compile(r"\\X2\\((?:[0-9A-Fa-f]{4})+)\\X0\\")
NARROW = re.compile(r"\\X\\([0-9A-Fa-f]{2})")


def clean(data: bytes) -> tuple[bytes, list[str]]:
    """The model without authors, organisations, programs and times, and the texts in it; raises Unclean."""
    text = data.decode("latin-1").removeprefix("ï»¿")
    text = STRING_OR_COMMENT.sub(lambda found: " " if found[0].startswith("/") else found[0], text)
    header = HEADER.search(text)
    if header is None:
        raise Unclean(_("its header cannot be read. Please save it anew."))
    body = "".join(map(_neutral, _statements(text[header.end() :])))
    clean_text = f"{text[: header.start()]}HEADER;\n{_header(header[1])}ENDSEC;{body}"
    return clean_text.encode("latin-1"), [_readable(found[0]) for found in STRING.finditer(clean_text)]


def _header(text: str) -> str:
    """Only the level and the schema, which say how the data are to be read."""
    level = re.search(r"FILE_DESCRIPTION\s*\(.*?'(\d;\d)'\s*\)\s*;", text, re.DOTALL)
    schema = re.search(r"FILE_SCHEMA\s*\(.*?\)\s*\)\s*;", text, re.DOTALL)
    return (
        f"FILE_DESCRIPTION((''),'{level[1] if level else LEVEL}');\n"
        f"FILE_NAME('','{NO_TIME}',(''),(''),'','','');\n"
        f"{schema[0] if schema else NO_SCHEMA}\n"
    )


def _statements(text: str) -> Iterator[str]:
    """Each with its semicolon; one within a string ends nothing."""
    yield from re.findall(r"(?:'(?:[^']+|'')*'|[^;']+)*;?", text)


def _neutral(statement: str) -> str:
    if PEOPLE.search(STRING.sub("''", statement)):
        return STRING.sub("''", statement)
    return DATES.sub(lambda found: f"{found[1]}({NEUTRAL_DATES.get(found[1], _zeros(found[2]))}", statement)


def _zeros(numbers: str) -> str:
    """Midnight, with the same number of values."""
    return re.sub(r"\d+\.?\d*", lambda found: "0." if "." in found[0] else "0", numbers)


def _readable(string: str) -> str:
    """Without quotes, and with the letters behind numbers."""
    wide = WIDE.sub(lambda found: bytes.fromhex(found[1]).decode("utf-16-be", "replace"), string[1:-1])
    return NARROW.sub(lambda found: bytes.fromhex(found[1]).decode("latin-1"), wide).replace("''", "'")
