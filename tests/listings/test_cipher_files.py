"""Files of cipher demands: what programs write into them is gone, what is drawn on them is read."""

from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject, TextStringObject

from listings.cleaning import dxf, neutral, pdf, step
from listings.cleaning.jpeg import without_notes
from listings.identity import NAME, Identity, Needle
from organisations.files import CheckedFile

SECRET = "Quarzenthal"
IDENTITY = Identity([Needle(NAME, ("quarzenthal",), bends=True)])
TYPES = {"pdf": "application/pdf", "dxf": "image/vnd.dxf", "stp": "model/step"}


def clean(data: bytes, suffix: str) -> CheckedFile:
    return neutral(CheckedFile(ContentFile(data), f"{SECRET}.{suffix}", TYPES[suffix], len(data)), IDENTITY, 2)


def jpeg() -> bytes:
    exif: Any = Image.Exif()
    exif[0x013B] = SECRET
    out = BytesIO()
    Image.new("RGB", (20, 20), "teal").save(out, "JPEG", exif=exif, comment=SECRET)
    return out.getvalue()


def drawing(content: bytes = b"BT (Welle) Tj ET", **catalog: Any) -> bytes:
    """A page with a picture, and with a name wherever programs write one."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": SECRET, "/Company": SECRET})
    writer.add_attachment("a.txt", SECRET.encode())
    writer.add_outline_item(title=SECRET, page_number=0)
    xmp = StreamObject()
    xmp._data = SECRET.encode()
    writer.root_object[NameObject("/Metadata")] = writer._add_object(xmp)
    page[NameObject("/PieceInfo")] = DictionaryObject({NameObject("/X"): TextStringObject(SECRET)})
    note = DictionaryObject({NameObject("/T"): TextStringObject(SECRET), NameObject("/Subtype"): NameObject("/Text")})
    page[NameObject("/Annots")] = writer._add_object(note)
    picture = StreamObject()
    picture._data = jpeg()
    picture |= {NameObject("/Subtype"): NameObject("/Image"), NameObject("/Filter"): NameObject("/DCTDecode")}
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/XObject"): DictionaryObject({NameObject("/A"): writer._add_object(picture)})}
    )
    stream = StreamObject()
    stream._data = content
    page[NameObject("/Contents")] = writer._add_object(stream)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_keeps_its_pages_and_nothing_else() -> None:
    before = drawing()
    assert before.count(SECRET.encode()) >= 5
    file = clean(before, "pdf")
    data = file.content.read()
    assert SECRET.encode() not in data
    assert (file.name, file.size) == ("2.pdf", len(data))
    reader = PdfReader(BytesIO(data))
    assert len(reader.pages) == 1
    assert not reader.metadata
    assert len(reader.pages[0].images) == 1


def test_a_name_on_the_sheet_is_found() -> None:
    with pytest.raises(ValidationError, match=SECRET):
        clean(drawing(b"BT (Zeichnung der Quarzenthal GmbH) Tj ET"), "pdf")


def test_a_locked_or_broken_pdf_is_refused() -> None:
    writer = PdfWriter()
    writer.add_blank_page(10, 10)
    writer.encrypt("x", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    for data in (out.getvalue(), b"%PDF-1.7\nnothing"):
        with pytest.raises(ValidationError):
            clean(data, "pdf")


def test_a_jpeg_in_a_file_loses_its_notes() -> None:
    bare = without_notes(jpeg())
    assert SECRET.encode() not in bare
    assert Image.open(BytesIO(bare)).size == (20, 20)


DXF = """999
drawn by Quarzenthal
  0
SECTION
  2
HEADER
  9
$ACADVER
  1
AC1015
  9
$LASTSAVEDBY
  1
Quarzenthal
  9
$TDCREATE
 40
2459000.5
  0
ENDSEC
  0
SECTION
  2
ENTITIES
  0
TEXT
  1
{text}
  0
IMAGEDEF
  1
C:\\Quarzenthal\\logo.png
  0
ENDSEC
  0
EOF
"""


def test_a_dxf_without_people_times_and_folders() -> None:
    data = clean(DXF.replace("{text}", "Welle d20").encode(), "dxf").content.read().decode()
    assert SECRET not in data
    assert "TDCREATE" not in data
    assert "2459000" not in data
    assert {"$ACADVER", "AC1015", "Welle d20", "logo.png"} <= set(data.splitlines())


def test_a_title_block_in_a_dxf_is_found() -> None:
    with pytest.raises(ValidationError, match=SECRET):
        clean(DXF.replace("{text}", "\\fArial|b0;Quarzenthal GmbH").encode(), "dxf")
    with pytest.raises(ValidationError):
        clean(b"AutoCAD Binary DXF\r\n\x1a\x00", "dxf")


STEP = """ISO-10303-21;
HEADER;
/* written by Quarzenthal, don't tell */
FILE_DESCRIPTION(('Quarzenthal; model'),'2;1');
FILE_NAME('Quarzenthal.stp','2024-05-06T07:08:09',('Hedwig'),('Quarzenthal'),'CAD 7','CAD','ok');
FILE_SCHEMA(('AUTOMOTIVE_DESIGN { 1 0 10303 214 1 1 1 1 }'));
ENDSEC;
DATA;
#1=PRODUCT('Welle','Welle; lang','',(#2));
#2=PERSON('1','Hedwig','Quarzenthal',$,$,$);
#3=ORGANIZATION('','Quarzenthal','');
#4=CALENDAR_DATE(2024,6,5);
#5=LOCAL_TIME(7,8,9.,#6);
ENDSEC;
END-ISO-10303-21;
"""


def test_a_step_file_without_people_and_times() -> None:
    data = clean(STEP.encode(), "stp").content.read().decode()
    for gone in (SECRET, "Hedwig", "2024", "CAD 7", "(7,8,9"):
        assert gone not in data
    for kept in ("'Welle; lang'", "AUTOMOTIVE_DESIGN", "CALENDAR_DATE(1970,1,1)", "'2;1'", "END-ISO-10303-21;"):
        assert kept in data


def test_a_product_that_is_called_after_the_company_is_found() -> None:
    for name in ("Quarzenthal-Welle", "Quar\\X2\\007A\\X0\\enthal"):
        with pytest.raises(ValidationError, match=SECRET):
            clean(STEP.replace("'Welle'", f"'{name}'").encode(), "stp")


@pytest.mark.parametrize("cleaner", [pdf.clean, step.clean])
def test_what_cannot_be_read_is_refused(cleaner: Any) -> None:
    from listings.cleaning.exceptions import Unclean

    with pytest.raises(Unclean):
        cleaner(b"nothing of the kind")


def test_a_dxf_is_stable() -> None:
    once, _texts = dxf.clean(DXF.encode())
    assert dxf.clean(once)[0] == once
