"""Choosing a few codes out of thousands, with and without JavaScript."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organisations.models import Capability, Sector
from organisations.reference import folded_names
from organisations.suggestions import suggest_categories, text_in
from search.analysis import fold

RESULTS = 15
MOST_WORDS, LONGEST = 5, 100
ENDING, SHORTEST = 2, 3  # letters that a word may lose, and that it keeps
type Row = tuple[str, str, str]
LISTS: dict[str, type[Sector] | type[Capability]] = {"sectors": Sector, "capabilities": Capability}


def find_codes(name: str, text: str, *, without: list[str]) -> list[Any]:
    """Up to 15 rows of the list `name` whose code or whose names in either language hold every word of `text`.

    Names that begin with the text come first, then the wider terms, which are the more likely ones. Where nothing
    fits, words may end otherwise: "sklo" then finds "výroba skla".
    """
    words = fold(text[:LONGEST]).split()[:MOST_WORDS]
    if not words:
        return []
    rows = [row for row in folded_names(LISTS[name]) if row[0] not in without]
    for cut in range(ENDING + 1):
        found = _holding([word[: max(len(word) - cut, SHORTEST)] for word in words], rows)
        if found:
            found.sort(key=lambda row: _nearness(row, " ".join(words)))
            by_code = LISTS[name].objects.in_bulk([row[0] for row in found[:RESULTS]])
            return [by_code[row[0]] for row in found[:RESULTS] if row[0] in by_code]
    return []


def _holding(words: list[str], rows: list[Row]) -> list[Row]:
    """The rows with all words, as the beginning of the code or somewhere in a name."""
    return [
        row
        for row in rows
        if all(word in row[1] or word in row[2] or row[0].casefold().startswith(word) for word in words)
    ]


def _nearness(row: Row, typed: str) -> tuple[bool, bool, int, str]:
    code, *names = row
    begins = any(name.startswith(typed) for name in names)
    holds = any(f" {typed}" in f" {name}" for name in names)
    return not begins, not holds, len(code.rstrip("0")), code


def asks_for_suggestions(form: forms.BaseForm, picker: str, names: Iterable[str]) -> None:
    """Let the text fields `names` refresh the suggestions of `picker` while somebody writes."""
    box = f"#{form[picker].auto_id}_suggested"
    for name in names:
        form.fields[name].widget.attrs |= {
            "hx-post": reverse("code_suggestions"),
            "hx-trigger": "input changed delay:1s",
            "hx-target": box,
            "hx-include": "closest form",
            "hx-sync": "closest form:replace",
        }


class CodePicker(forms.SelectMultiple):
    """Ticked codes, a box to search for more, what the search has found, and what fits the texts of the form."""

    template_name = "organisations/code_picker.html"

    def __init__(self, *, search_name: str, placeholder: str | Promise, suggests: bool = False) -> None:
        super().__init__()
        self.search_name = search_name
        self.placeholder = placeholder
        self.suggests = suggests
        self.typed = ""
        self.data: Mapping[str, Any] = {}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """The ticked codes; remembers what was typed into the search box."""
        self.typed = data.get(f"{name}_search", "")[:100]
        self.data = data
        codes = data.getlist(name) if isinstance(data, MultiValueDict) else data.get(name, [])
        return [code for code in codes if "\x00" not in code]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Ticked rows first, then the rows found."""
        codes = [str(code) for code in value or []]
        context: dict[str, Any] = {"widget": {"name": name, "attrs": self.build_attrs(self.attrs, attrs)}}
        model = LISTS[self.search_name]
        context |= {
            "picked": list(model.objects.filter(code__in=codes)) if codes else [],
            "found": find_codes(self.search_name, self.typed, without=codes),
            "typed": self.typed,
            "list": self.search_name,
            "placeholder": self.placeholder,
            "suggests": self.suggests,
        }
        if self.suggests and (self.data.get("action") == "suggest" or f"{name}_suggested" in self.data):
            text, language = text_in(self.data)
            context |= {"asked": True, "suggested": suggest_categories(text, language=language, without=codes)}
        return context


class CodePickerField(forms.ModelMultipleChoiceField):
    """Codes of one of the long lists."""

    def __init__(
        self, *, search_name: str, placeholder: str | Promise, most: int, suggests: bool = False, **options: Any
    ) -> None:
        self.most = most
        widget = CodePicker(search_name=search_name, placeholder=placeholder, suggests=suggests)
        super().__init__(LISTS[search_name].objects.all(), widget=widget, required=False, **options)

    def clean(self, value: Any) -> Any:
        """The chosen rows; too many say nothing about an organisation."""
        rows = super().clean(value)
        if len(rows) > self.most:
            raise forms.ValidationError(_("Please choose at most %(most)d.") % {"most": self.most}, code="too_many")
        return rows
