"""Which papers of a meeting exchange there are, and the one way to print each."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from bilingual.choices import Language
from events.papers import printing
from events.papers.wording import PaperLanguage, Wording
from exchange.models import Participant, Plan
from exchange.papers import overviews, tables, timetables
from exchange.papers.sheets import Sheets

TEMPLATES = Path(__file__).parent / "templates"
OWN = "own"
OWN_LANGUAGE = (OWN, _("Each in their own language"))


class Paper(models.TextChoices):
    """What can be printed."""

    TIMETABLES = "timetables", _("Personal timetables")
    CARDS = "cards", _("Table cards")
    OVERVIEW = "overview", _("Overview for the wall")
    INTERPRETERS = "interpreters", _("Plans of the interpreters")
    RATINGS = "ratings", _("Rating sheets")


ABOUT = {
    Paper.TIMETABLES: _("One page for each person, in alphabetical order, with a code that opens it on the phone."),
    Paper.CARDS: _("One sheet for each table, to fold in the middle: the number for the hall, the list for the table."),
    Paper.OVERVIEW: _("Everybody's tables in alphabetical order, then each time on a page of its own."),
    Paper.INTERPRETERS: _("One page for each interpreter: table, both people and their languages."),
    Paper.RATINGS: _("One sheet for each table: a cross from each side, and the code that you key in afterwards."),
}


@dataclass(frozen=True)
class Wish:
    """How a paper is wanted."""

    language: PaperLanguage | str = PaperLanguage.BOTH
    """Of timetables also OWN: each in the language of its person."""
    with_ratings: bool = False
    """Of table cards: the rating sheet on the back."""

    def wording(self) -> Wording:
        """The languages of everything that is not for one person."""
        return Wording(PaperLanguage.BOTH if self.language == OWN else self.language)


def people_of(plan: Plan, wording: Wording) -> list[Participant]:
    """Who takes part or has a meeting in the plan, in the alphabetical order of the language."""
    rows = Participant.objects.filter(exchange=plan.exchange_id)
    chosen = rows.filter(pk__in=rows.taking_part().values("pk")) | rows.filter(seats__plan=plan)
    found = chosen.distinct().with_names()
    return sorted(
        found, key=lambda person: (getattr(person.registration, f"sort_key_{wording.first.value}"), person.pk)
    )


def _timetables(sheets: Sheets, wish: Wish) -> dict[str, Any]:
    people = people_of(sheets.plan, wish.wording())
    if wish.language == OWN:
        by_language = {language.value: Wording(language) for language in Language}
        wordings = {person.pk: by_language[person.registration.mail_language] for person in people}
    else:
        wordings = dict.fromkeys((person.pk for person in people), wish.wording())
    return timetables.timetables(sheets, people, wordings)


def _cards(sheets: Sheets, wish: Wish) -> dict[str, Any]:
    return tables.tables(sheets, wish.wording(), cards=True, ratings=wish.with_ratings)


def _ratings(sheets: Sheets, wish: Wish) -> dict[str, Any]:
    return tables.tables(sheets, wish.wording(), cards=False, ratings=True)


def _overview(sheets: Sheets, wish: Wish) -> dict[str, Any]:
    return overviews.overview(sheets, people_of(sheets.plan, wish.wording()), wish.wording())


def _interpreters(sheets: Sheets, wish: Wish) -> dict[str, Any]:
    return overviews.interpreters(sheets, wish.wording())


WRITERS: dict[Paper, tuple[str, Callable[[Sheets, Wish], dict[str, Any]]]] = {
    Paper.TIMETABLES: ("timetables", _timetables),
    Paper.CARDS: ("tables", _cards),
    Paper.OVERVIEW: ("overview", _overview),
    Paper.INTERPRETERS: ("interpreters", _interpreters),
    Paper.RATINGS: ("tables", _ratings),
}


def written(paper: Paper, plan: Plan, wish: Wish) -> tuple[str, dict[str, Any]]:
    """The template of a paper and what it shows."""
    template, write = WRITERS[paper]
    sheets = Sheets(plan)
    return str(TEMPLATES / template), sheets.head(wish.wording(), paper.label) | write(sheets, wish)


def printed(paper: Paper, plan: Plan, wish: Wish) -> bytes:
    """The paper as PDF. Raises NotPrinted."""
    return printing.pdf(*written(paper, plan, wish))


def own_timetable(plan: Plan, person: Participant, language: PaperLanguage | str) -> bytes:
    """The timetable of one person as PDF. Raises NotPrinted."""
    sheets, wording = Sheets(plan), Wording(language)
    data = timetables.timetables(sheets, [person], {person.pk: wording})
    return printing.pdf(str(TEMPLATES / "timetables"), sheets.head(wording, timetables.TITLE) | data)


def file_name(paper: Paper, plan: Plan, wish: Wish) -> str:
    """The name under which the PDF is saved, without diacritics."""
    with override(wish.wording().first.value):
        name = slugify(str(paper.label))
    return f"{name}-{plan.exchange.event.slug[:60]}-{wish.language}.pdf"
