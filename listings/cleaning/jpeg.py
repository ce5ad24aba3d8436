"""JPEG pictures within other files."""

from listings.cleaning.exceptions import Unclean

BEGIN, SCAN, ADOBE, COMMENT = 0xD8, 0xDA, 0xEE, 0xFE
NOTES = range(0xE0, 0xF0)  # application segments: camera, place, author, program


def without_notes(data: bytes) -> bytes:
    """The same picture without comments and application segments but the one that says what the colours mean."""
    if data[:2] != bytes((0xFF, BEGIN)):
        raise Unclean("JPEG")
    kept, place = [data[:2]], 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        kind = data[place + 1]
        if kind == 0xFF:
            place += 1
            continue
        if kind == SCAN:
            return b"".join([*kept, data[place:]])
        end = place + 2 + int.from_bytes(data[place + 2 : place + 4])
        if kind == ADOBE or (kind != COMMENT and kind not in NOTES):
            kept.append(data[place:end])
        place = end
    raise Unclean("JPEG")
