"""Tables for spreadsheet programs: XLSX and CSV in which nothing that somebody typed runs as a formula."""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LONGEST_TITLE = 31  # of a sheet, set by the file format
LONGEST_CELL = 32_767
FORBIDDEN_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
type Row = Sequence[Any]


def harmless(value: Any) -> Any:
    """A value for a cell: a text that a program could take for a formula begins with an apostrophe."""
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None, microsecond=0)
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value)[: LONGEST_CELL - 1]
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_SIGNS) else text


def as_csv(header: Row, rows: Iterable[Row]) -> bytes:
    """With semicolons and a byte order mark, as German and Czech spreadsheet programs read it."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";")
    for row in (header, *rows):
        writer.writerow([harmless(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(title: str, header: Row, rows: Iterable[Row]) -> bytes:
    """One sheet with a frozen first line in bold and a filter on it."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title.translate(FORBIDDEN_IN_TITLES)[:LONGEST_TITLE].strip() or "1")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(len(header), 1))}1"
    for number, name in enumerate(header, 1):
        sheet.column_dimensions[get_column_letter(number)].width = min(max(len(str(name)) + 4, 12), 40)
    sheet.append([_heading(sheet, name) for name in header])
    for row in rows:
        # a text that begins with "=" would be a formula; none does any more
        sheet.append([harmless(value) for value in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def table_file(suffix: str, name: str, title: str, header: Row, rows: Iterable[Row]) -> HttpResponse:
    """A table to be saved as `name`.xlsx or `name`.csv; 404 for other formats. `name` is plain ASCII."""
    if suffix not in {"csv", "xlsx"}:
        raise Http404
    content = as_csv(header, rows) if suffix == "csv" else as_xlsx(title, header, rows)
    response = HttpResponse(content, content_type=CSV if suffix == "csv" else XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    # names and addresses of people
    response["Cache-Control"] = "no-store"
    return response


def _heading(sheet: Any, name: Any) -> Cell:
    cell = WriteOnlyCell(sheet, value=harmless(name))
    cell.font = Font(bold=True)
    return cell
