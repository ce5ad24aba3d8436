"""Tags and filters of the components in `templates/components/` (a builtin library, no `{% load %}` needed)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms, template
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.html import format_html
from django.utils.safestring import SafeString

from bilingual.text import page_language
from organisations import maps
from organisations.choices import SpokenLanguage
from search.cards import card as card_of
from search.filters import FacetGroup, Option
from search.models import Document
from search.stencils import Stencil

register = template.Library()

LINE_BREAK = re.compile(r"(?<=-)(?=[A-ZÁ-Ž])|(?<=–)\s")
FACETS_OPEN, OPTIONS_FIRST, OPTIONS_MOST = 3, 7, 60
FACET, OPTION = Stencil("components/facet.html"), Stencil("components/facet_option.html")
ALERT_LEVELS = {messages.SUCCESS: "success", messages.WARNING: "warning", messages.ERROR: "danger"}
WIDGET_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "checkbox"),
    (forms.CheckboxSelectMultiple, "choices"),
    (forms.RadioSelect, "choices"),
    (forms.SelectMultiple, "multiple"),
    (forms.Select, "select"),
    (forms.MultiWidget, "group"),
    (forms.SelectDateWidget, "group"),
)


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """`{% icon "search" %}`: a decorative icon of KERN; the text beside it says what it means."""
    classes = f"kern-icon kern-icon--{name} {extra}".rstrip()
    return format_html('<span class="{}" aria-hidden="true"></span>', classes)


@register.filter
def alert_level(message: Message) -> str:
    """The kind of alert that shows a message of `django.contrib.messages`."""
    return ALERT_LEVELS.get(message.level, "info")


@register.filter
def widget_kind(field: BoundField) -> str:
    """Which markup a field needs: checkbox, choices, multiple, select, group or input."""
    widget = field.field.widget
    return next((kind for type_, kind in WIDGET_KINDS if isinstance(widget, type_)), "input")


@register.simple_tag
def widget(field: BoundField) -> SafeString:
    """The widget of a field with the classes of its kind; ids and ARIA attributes come from Django."""
    kind = widget_kind(field)
    if kind == "checkbox":
        return field.as_widget(attrs=_classes(field, "kern-form-check__checkbox"))
    if kind in {"select", "multiple"}:
        return field.as_widget(attrs=_classes(field, "kern-form-input__select"))
    return field.as_widget(attrs=_classes(field, "kern-form-input__input"))


@register.filter
def options(field: BoundField) -> Iterator[BoundWidget]:
    """The radio buttons or checkboxes of a field, each ready as `{{ option.tag }}`."""
    # Django makes CheckboxSelectMultiple a RadioSelect
    part = "checkbox" if field.field.widget.allow_multiple_selected else "radio"
    for option in field.subwidgets:
        option.data["attrs"] |= _classes(field, f"kern-form-check__{part}")
        yield option


@register.filter
def first_option_id(field: BoundField) -> str:
    """Where a link to the field leads: its input, or the first of its options."""
    if widget_kind(field) == "choices":
        return next((option.id_for_label or "" for option in field.subwidgets), "")
    return field.id_for_label or field.auto_id


@register.filter
def error_links(form: forms.BaseForm) -> list[dict[str, object]]:
    """All errors of a form for its summary: label and target of the field, and the texts.

    The label of a checkbox is a sentence, perhaps with links in it: its errors speak for themselves.
    """
    return [
        {
            "label": "" if widget_kind(field) == "checkbox" else field.label,
            "target": first_option_id(field),
            "errors": field.errors,
        }
        for field in form.visible_fields()
        if field.errors
    ]


@register.simple_tag
def facet(group: FacetGroup, position: int) -> SafeString:
    """`{% facet group forloop.counter %}`: a facet with its checkboxes.

    The first ones stand open to the eye, the others are folded away; of very many, the frequent ones and whatever is
    chosen.
    """
    options = group.options
    rest = options[OPTIONS_FIRST:OPTIONS_MOST] + [option for option in options[OPTIONS_MOST:] if option.selected]
    return FACET.fill(
        {"first": _options(group, options[:OPTIONS_FIRST]), "rest": _options(group, rest)},
        name=group.name,
        label=str(group.label),
        open=bool(group.selected) or position <= FACETS_OPEN,
        rest_number=len(rest),
        rest_open=any(option.selected for option in rest),
    )


def _options(group: FacetGroup, options: list[Option]) -> SafeString:
    return SafeString(
        "".join(
            [
                OPTION.fill(
                    {"count": str(option.count)},
                    facet=group.name,
                    code=option.code,
                    label=option.label,
                    selected=option.selected,
                )
                for option in options
            ]
        )
    )


@register.simple_tag
def card(document: Document) -> SafeString:
    """`{% card document %}`: the entry of a document in a list."""
    return card_of(document)


@register.simple_tag
def draw_map(shown: Mapping[str, Any], *, compact: bool = False, without_counts: bool = False) -> SafeString:
    """`{% draw_map map compact=True %}`: the picture of `organisations.maps.region_map`, each region a link."""
    return maps.draw_map(shown["regions"], compact=bool(compact), counted=not without_counts)


@register.filter
def map_lines(name: str) -> list[str]:
    """The name of a region in lines that fit on the map: without its bracket, broken after a hyphen."""
    return LINE_BREAK.split(name.partition(" (")[0])


@register.filter
def language_labels(codes: Iterable[str]) -> str:
    """The languages an organisation speaks, as words."""
    return ", ".join(str(SpokenLanguage(code).label) for code in codes)


@register.filter
def bare_address(url: str) -> str:
    """A web address as people say it: `https://www.example.org/` gives `example.org`."""
    return url.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


@register.filter
def here(texts: Mapping[str, Any], field: str = "") -> Any:
    """What is in the page's language of a fact of the project: `{{ event|here:"title" }}`, `{{ measure|here }}`."""
    language = page_language().value
    return texts.get(f"{field}_{language}" if field else language) or texts.get(field, "")


@register.simple_tag
def filter_query(filterset: Any, **changes: object) -> str:
    """`?…` with the filters that are in force and the given changes: `{% filter_query filterset page=3 %}`."""
    return f"?{str(filterset.query_string(**changes)).removeprefix('?')}"


def _classes(field: BoundField, base: str) -> dict[str, str | bool]:
    own = str(field.field.widget.attrs.get("class", ""))
    return {"class": " ".join(filter(None, [base, f"{base}--error" if field.errors else "", own]))}
