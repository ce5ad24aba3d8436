"""The list of an event's registrations by what is asked in the address: for the page, its export and the mails."""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Count, Exists, Func, OuterRef, Q, QuerySet, TextField, Value
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from bilingual.choices import Language
from bilingual.collation import BETWEEN_LEVELS, sort_key
from bilingual.text import page_language
from events.choices import ENDED, Direction, QuestionType, QuestionUse, State
from events.list_filter import Group, ListFilter
from events.models import Event, ItemBooking, ProgrammeItem, Question, Registration, Tick
from events.queries import written_in
from events.services.places import BOOKABLE
from organisations.choices import Country
from search.parameters import number_from

LONGEST_QUERY = 500  # as the columns of the saved filters and mailings
ASKED = re.compile(r"state|item|came|country|language|segment|twice|q\d+", re.ASCII)
CAME: dict[str, str | Promise] = {"yes": gettext_lazy("Was there"), "no": gettext_lazy("Not there yet")}
WITH_OPTIONS = (QuestionType.CHOICE, QuestionType.CHOICES, QuestionType.YES_NO)
# the first level of the key of a name knows no accents
LETTERS = Func("sort_key_de", Value(BETWEEN_LEVELS), Value(1), function="split_part", output_field=TextField())
FOUND_IN = ("email", "organisation_name", "booking__organisation_name", "booking__organisation__name",
            "booking__email", "booking__contact_name", "note")  # fmt: skip


class RegistrationFilter(ListFilter):
    """The registrations of an event; unknown values are left out and named in `ignored`."""

    sorts: ClassVar[dict[str, str | Promise]] = {
        "number": gettext_lazy("Number"),
        "name": pgettext_lazy("person", "Name"),
    }

    def __init__(self, event: Event, data: QueryDict) -> None:
        self.event = event
        super().__init__(data)
        # also a filter that has nothing to choose from any more
        there = {group.name: group.chosen for group in self.groups}
        self.ignored: list[tuple[str, str]] = [
            (name, code)
            for name in data
            if ASKED.fullmatch(name)
            for code in dict.fromkeys(data.getlist(name))
            if code and code not in there.get(name, [])
        ]

    @cached_property
    def questions(self) -> list[Question]:
        """The event's questions at registration, in their order."""
        return list(self.event.questions.filter(use=QuestionUse.REGISTRATION))

    @cached_property
    def items(self) -> list[ProgrammeItem]:
        """The programme items in which people book places."""
        return list(self.event.items.filter(BOOKABLE))

    @cached_property
    def segments(self) -> list[str]:
        """All segments that somebody of this event belongs to."""
        lists = self.event.registrations.exclude(segments=[]).values_list("segments", flat=True).distinct()
        return sorted({name for names in lists for name in names}, key=str.casefold)

    def all_groups(self) -> list[Group]:
        """State, programme item, check-in, country, language, segment, duplicates, and the event's own questions."""
        items = [(str(item.pk), str(item)) for item in self.items]
        return [
            Group("state", _("State"), [(code, str(label)) for code, label in State.choices]),
            Group("item", _("Programme item"), items),
            Group("came", _("Check-in"), [(code, str(label)) for code, label in CAME.items()]),
            Group("country", _("Country"), [(code, str(label)) for code, label in Country.choices]),
            Group("language", _("Language"), [(code, str(label)) for code, label in Language.choices]),
            Group("segment", _("Segment"), [(name, name) for name in self.segments]),
            Group("twice", _("Duplicates"), [("yes", _("perhaps registered twice"))]),
            *(Group(f"q{question.pk}", str(question), options_of(question)) for question in self.questions
              if question.type in WITH_OPTIONS),
        ]  # fmt: skip

    @property
    def active(self) -> list[dict[str, str]]:
        """What narrows the list, each with the address without it."""
        chips = [
            {"group": group.label, "label": label, "url": self.address(without=(group.name, code))}
            for group in self.groups
            for code, label in group.choices
            if code in group.chosen
        ]
        text = [{"group": _("Search"), "label": self.text, "url": self.address(without=("q", self.text))}]
        return text + chips if self.text else chips

    def rows(self) -> QuerySet[Registration]:
        """The registrations in the order that is asked for."""
        order = f"sort_key_{page_language().value}" if self.sort == "name" else "number"
        return self.narrowed(self.event.registrations.all()).order_by(order, "number")

    def narrowed(self, rows: QuerySet[Registration]) -> QuerySet[Registration]:
        """Those among the rows that every filter lets through."""
        for condition in self._conditions():
            rows = rows.filter(condition)
        return rows

    def _conditions(self) -> Iterable[Q | Exists]:
        for word in self.words():
            yield _holds(word)
        columns = {"state": "state__in", "country": "booking__country__in", "segment": "segments__overlap"}
        for name, lookup in columns.items():
            if chosen := self.chosen(name):
                yield Q(**{lookup: chosen})
        if chosen := self.chosen("language"):
            yield written_in(*chosen)
        if chosen := self.chosen("item"):
            bookings = ItemBooking.objects.filter(registration=OuterRef("pk"), item__in=[int(code) for code in chosen])
            yield Exists(bookings.exclude(state__in=ENDED))
        if self.chosen("twice"):
            yield twice(self.event)
        if len(chosen := self.chosen("came")) == 1:
            yield Q(came()) if chosen == ["yes"] else ~Q(came())
        yield from self._answers()

    def _answers(self) -> Iterable[Q]:
        for question in self.questions:
            chosen = self.chosen(f"q{question.pk}")
            if not chosen:
                continue
            if question.type == QuestionType.YES_NO:
                values: list[Any] = [[code == "yes"] for code in chosen]
                either = Q(answers__value__in=[value for (value,) in values])
            else:
                either = Q()
                for code in chosen:
                    either |= Q(answers__value__contains=int(code)) | Q(answers__value=int(code))
            # one filter() with both, so that it is the same answer
            yield Q(pk__in=Registration.objects.filter(Q(answers__question=question) & either).values("pk"))


def came() -> Exists:
    """Whether somebody was let in at the door, however long ago."""
    return Exists(Tick.objects.filter(registration=OuterRef("pk"), item=None, direction=Direction.IN, undone_at=None))


def twice(event: Event) -> Q:
    """Whether several registrations of the event that still count have this name, written as it may be, or address."""
    rows = event.registrations.exclude(state__in=ENDED).order_by()
    found = Q()
    for column, given in (("letters", rows.annotate(letters=LETTERS)), ("email", rows.exclude(email=""))):
        several = given.values(column).annotate(number=Count("pk")).filter(number__gt=1).values(column)
        found |= Q(pk__in=rows.annotate(letters=LETTERS).filter(**{f"{column}__in": several}).values("pk"))
    return found


def options_of(question: Question) -> list[tuple[str, str]]:
    """Code and label of what can be answered: the number of the option, or yes and no."""
    if question.type == QuestionType.YES_NO:
        return [("yes", _("yes")), ("no", _("no"))]
    language = page_language()
    return [
        (str(number), option.get(language.value) or option.get(language.other.value) or str(number))
        for number, option in enumerate(question.options)
    ]


def recipients_of(event: Event, query: str) -> QuerySet[Registration]:
    """Who gets a mail for a kept query: without a chosen state those whose registration still counts.

    Guests who have not confirmed their address get nothing: nobody knows whether it is theirs. Nor does anybody when
    the query names what is no more, such as a deleted item: to leave it out would reach people who were not meant.
    """
    asked = RegistrationFilter(event, QueryDict(query))
    rows = event.registrations.none() if asked.ignored else asked.narrowed(event.registrations.all())
    if not asked.chosen("state"):
        rows = rows.exclude(state__in=ENDED)
    return rows.exclude(booking__verified_at=None).select_related("booking").order_by("number")


def _holds(word: str) -> Q:
    found = Q(code=word.replace("-", "").upper())
    if (number := number_from(word)) is not None:
        found |= Q(number=number)
    # the first level of the key knows no accents: "novak" finds "Nováková"
    if letters := sort_key(word, "de").partition(BETWEEN_LEVELS)[0]:
        found |= Q(sort_key_de__contains=letters)
    for name in FOUND_IN:
        found |= Q(**{f"{name}__icontains": word})
    return found
