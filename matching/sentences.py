"""Reasons as whole sentences in the reader's language."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.words import MATERIALS, PROCESSES, joined
from organisations.choices import Country, SpokenLanguage
from organisations.reference import capability_names, region_names

type Figures = Mapping[str, Any]
HOURS = 48
"""Up to which an answer is told in hours."""


def sentences(reasons: Iterable[Figures]) -> list[str]:
    """The reasons of a match as they are read; an unknown one, of another version, is left out."""
    found = (_SENTENCES[reason["code"]](reason) for reason in reasons if reason.get("code") in _SENTENCES)
    return [sentence for sentence in found if sentence]


def _other_name(figures: Figures) -> str:
    pairs = ", ".join(_("“%(one)s” – “%(other)s”") % {"one": one, "other": other} for one, other in figures["pairs"])
    return _("The same under another name: %(pairs)s.") % {"pairs": pairs}


def _words(figures: Figures) -> str:
    return _("Both name: %(words)s.") % {"words": ", ".join(figures["words"])}


def _category(figures: Figures) -> str:
    name = capability_names().get(figures["cpv"], "")
    return _("Same category: %(category)s.") % {"category": name} if name else ""


def _process(figures: Figures) -> str:
    names = joined(figures["processes"], PROCESSES)
    number = len(figures["processes"])
    return ngettext("Both texts name the process: %(names)s.", "Both texts name the processes: %(names)s.", number) % {
        "names": names
    }


def _material(figures: Figures) -> str:
    names = joined(figures["materials"], MATERIALS)
    number = len(figures["materials"])
    return ngettext("Both texts name the material: %(names)s.", "Both texts name the materials: %(names)s.", number) % {
        "names": names
    }


def _meaning(figures: Figures) -> str:
    if figures.get("crosses"):
        return _("Both texts say much the same, each in its own language.")
    return _("Both texts say much the same.")


def _certificate(figures: Figures) -> str:
    values = {"standard": figures["standard"]}
    if day := _day(figures.get("until")):
        return _("Holds %(standard)s as required, valid until %(date)s.") % {**values, "date": day}
    return _("Holds %(standard)s as required.") % values


def _language(figures: Figures) -> str:
    return _("Language in common: %(language)s.") % {"language": SpokenLanguage(figures["language"]).label}


def _answers(figures: Figures) -> str:
    values = {"percent": figures["percent"]}
    answered = _("Answers %(percent)s %% of all enquiries") % values
    hours = figures["hours"]
    if not hours:
        return f"{answered}."
    if hours <= HOURS:
        took = ngettext("usually within %(number)s hour", "usually within %(number)s hours", hours) % {"number": hours}
    else:
        days = round(hours / 24)
        took = ngettext("usually within %(number)s day", "usually within %(number)s days", days) % {"number": days}
    return f"{answered}, {took}."


def _fresh(figures: Figures) -> str:
    return _("Confirmed on %(date)s.") % {"date": _day(figures["day"])}


def _delivery(figures: Figures) -> str:
    if not figures["region"]:
        return _("Delivers to the whole border region.")
    return _("Delivers to where it is needed: %(region)s.") % {"region": _region(figures)}


def _needed_in(figures: Figures) -> str:
    return _("Needed where you deliver: %(region)s.") % {"region": _region(figures)}


def _distance(figures: Figures) -> str:
    return _("%(km)s km away.") % {"km": figures["km"]}


def _across(figures: Figures) -> str:
    return _("Across the border, as you prefer: %(country)s.") % {"country": Country(figures["country"]).label}


def _responsible(figures: Figures) -> str:
    return _("The chamber for your region: %(region)s.") % {"region": _region(figures)}


def _serves(figures: Figures) -> str:
    return _("Looks after your region: %(region)s.") % {"region": _region(figures)}


def _research(_figures: Figures) -> str:
    return _("Does research in your field.")


def _event(figures: Figures) -> str:
    return _("Takes place on %(date)s.") % {"date": _day(figures["day"])}


def _region(figures: Figures) -> str:
    return region_names().get(figures["region"], figures["region"])


def _day(text: str | None) -> str:
    day = parse_date(text) if text else None
    return date_format(day) if day else ""


_SENTENCES: dict[str, Callable[[Figures], str]] = {
    "other_name": _other_name,
    "words": _words,
    "category": _category,
    "process": _process,
    "material": _material,
    "meaning": _meaning,
    "certificate": _certificate,
    "language": _language,
    "answers": _answers,
    "fresh": _fresh,
    "delivery": _delivery,
    "needed_in": _needed_in,
    "distance": _distance,
    "across": _across,
    "responsible": _responsible,
    "serves": _serves,
    "research": _research,
    "event": _event,
}
