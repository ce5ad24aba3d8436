"""PDF: the pages alone, written anew."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from listings.cleaning.exceptions import Unclean
from listings.cleaning.jpeg import without_notes

MOST_PAGES = 60
# on any object: who wrote it with what, when, and what lies in it beside what is seen
KEYS = ("/Metadata", "/PieceInfo", "/LastModified", "/AF", "/Thumb", "/Annots", "/OPI", "/Measure", "/PtData")
# of a page: everything else names outlines, forms or the program that made it
PAGE_KEYS = frozenset(
    {
        *("/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox", "/Rotate"),
        *("/Contents", "/UserUnit", "/Group"),
    }
)


def clean(data: bytes) -> tuple[bytes, list[str]]:
    """The file without metadata, notes, forms and attached files, and the texts on its pages; raises Unclean."""
    try:
        return _written_anew(_readable(data))
    except Unclean:
        raise
    # whatever a broken file does to its reader: it is refused
    except Exception as error:
        raise Unclean(_("its parts cannot be read. Please print it into a new PDF file.")) from error


def _readable(data: bytes) -> PdfReader:
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted:
        raise Unclean(_("it is locked by a password."))
    if len(reader.pages) > MOST_PAGES:
        raise Unclean(_("it has more than %(most)d pages.") % {"most": MOST_PAGES})
    return reader


def _written_anew(reader: PdfReader) -> tuple[bytes, list[str]]:
    writer = PdfWriter()
    for page in reader.pages:
        for key in [key for key in page if key not in PAGE_KEYS]:
            del page[key]
        writer.add_page(page)
    for thing in _objects(writer):
        _clean_object(thing)
    writer.metadata = None
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    out = BytesIO()
    writer.write(out)
    texts = [page.extract_text() for page in writer.pages]
    return out.getvalue(), [*texts, *_contents(writer), *_names(writer)]


def _contents(writer: PdfWriter) -> Iterator[str]:
    """What the pages consist of: also comments, and texts that are not drawn."""
    for page in writer.pages:
        contents = page.get_contents()
        if contents is not None:
            yield contents.get_data().decode("latin-1")


def _objects(writer: PdfWriter) -> Iterator[Any]:
    for thing in list(writer._objects):
        if thing is not None:
            yield from _below(thing)


def _below(thing: Any, depth: int = 0) -> Iterator[Any]:
    """A direct object and all direct ones in it."""
    if depth > 40 or not isinstance(thing, DictionaryObject | ArrayObject):
        return
    yield thing
    for part in thing.values() if isinstance(thing, DictionaryObject) else thing:
        yield from _below(part, depth + 1)


def _clean_object(thing: Any) -> None:
    if not isinstance(thing, DictionaryObject):
        return
    for key in KEYS:
        thing.pop(NameObject(key), None)
    if thing.get("/Type") == "/OCG":
        # the name of a layer
        thing[NameObject("/Name")] = NameObject("/Layer")
    if isinstance(thing, StreamObject) and thing.get("/Subtype") == "/Image":
        _clean_picture(thing)


def _clean_picture(picture: StreamObject) -> None:
    filters = picture.get("/Filter")
    names = [str(name) for name in filters] if isinstance(filters, ArrayObject) else [str(filters)]
    if "/JPXDecode" in names:
        raise Unclean(_("a picture in it has a format (JPEG 2000) that we cannot clean."))
    if names == ["/DCTDecode"]:
        picture._data = without_notes(picture._data)
    elif "/DCTDecode" in names:
        raise Unclean(_("a picture in it is packed twice. Please print it into a new PDF file."))


def _names(writer: PdfWriter) -> list[str]:
    """Texts and names that stand in objects."""
    found = []
    for thing in _objects(writer):
        parts = thing.values() if isinstance(thing, DictionaryObject) else thing
        found += [str(part) for part in parts if isinstance(part, str)]
    return found
