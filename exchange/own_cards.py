"""People and requests as a participant reads them: dense cards in the reader's language, states in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bilingual.choices import Language
from bilingual.text import Text, page_language, text_of
from exchange.choices import RequestState
from exchange.models import MeetingRequest, Participant
from exchange.services.requesting import answer_until, can_be_answered
from exchange.sides import common_languages, country_of, organisation_of, partner_in
from exchange.suggestions import Suggestion
from listings.choices import Direction
from organisations.choices import Country, SpokenLanguage


@dataclass(frozen=True, slots=True)
class RequestCard:
    """A request from the side of one of the two."""

    request: MeetingRequest
    partner: Participant
    organisation: str
    state: str
    is_mine: bool
    """Whether this one has asked."""
    can_answer: bool
    can_end: bool
    """Whether it can be withdrawn, or declined after all."""


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Somebody whom one may meet."""

    person: Participant
    organisation: str
    place: str
    country: Country
    languages: str
    needs_interpreter: bool
    offers: list[Text]
    seeks: list[Text]
    reasons: list[str] = field(default_factory=list)
    request: RequestCard | None = None


def person_cards(
    me: Participant,
    people: Iterable[Participant],
    suggested: Mapping[int, Suggestion],
    requests: Mapping[int, RequestCard],
) -> list[PersonCard]:
    """The cards in the order of the people, whose organisation and listings are at hand."""
    return [
        PersonCard(
            person=person,
            organisation=organisation_of(person),
            place=person.organisation.town if person.organisation else "",
            country=country_of(person),
            languages=", ".join(str(code.label) for code in SpokenLanguage if code in person.languages),
            needs_interpreter=not common_languages(me, person),
            offers=texts_of(person, Direction.OFFER),
            seeks=texts_of(person, Direction.DEMAND),
            reasons=suggested[person.pk].sentences if person.pk in suggested else [],
            request=requests.get(person.pk),
        )
        for person in people
    ]


def texts_of(person: Participant, direction: Direction) -> list[Text]:
    """What was typed, and the titles of the public entries (`own_lists.SHOWN`), in the page's language if possible."""
    typed, language = person.offers if direction == Direction.OFFER else person.seeks, Language(person.language)
    own = [Text(typed, language, foreign=language is not page_language())] if typed else []
    titles = [text_of(row, "title") for row in person.listings.all() if row.direction == direction]
    return [*own, *titles]


def requests_of(me: Participant) -> list[RequestCard]:
    """All requests of this participant and to this participant, the newest first; one statement."""
    rows = MeetingRequest.objects.filter(Q(source=me.pk) | Q(target=me.pk))
    return [
        request_card(me, row)
        for row in rows.with_sides().select_related("exchange__event").order_by("-created_at", "-pk")
    ]


def latest_by_partner(cards: Sequence[RequestCard]) -> dict[int, RequestCard]:
    """Of several requests between the same two the wanted one, else the newest."""
    found: dict[int, RequestCard] = {}
    for card in cards:
        known = found.get(card.partner.pk)
        if known is None or (_is_wanted(card) and not _is_wanted(known)):
            found[card.partner.pk] = card
    return found


def request_card(me: Participant, request: MeetingRequest) -> RequestCard:
    """How one request stands for this side; needs `exchange` and both sides."""
    partner = partner_in(request, me.pk)
    is_mine = request.source_id == me.pk
    is_here = partner.takes_part
    return RequestCard(
        request=request,
        partner=partner,
        organisation=organisation_of(partner),
        state=_state_text(request, partner, is_mine=is_mine, is_here=is_here),
        is_mine=is_mine,
        can_answer=not is_mine and is_here and can_be_answered(request),
        can_end=_can_end(request, is_mine=is_mine),
    )


def _can_end(request: MeetingRequest, *, is_mine: bool) -> bool:
    if request.exchange.event.is_past:
        return False
    return request.state == RequestState.ACCEPTED or (is_mine and request.state == RequestState.OPEN)


def _is_wanted(card: RequestCard) -> bool:
    return card.request.state in {RequestState.OPEN, RequestState.ACCEPTED}


def _state_text(request: MeetingRequest, partner: Participant, *, is_mine: bool, is_here: bool) -> str:
    name = {"name": partner.registration.full_name}
    if not is_here and request.state in {RequestState.OPEN, RequestState.ACCEPTED}:
        return _("%(name)s no longer takes part.") % name
    if request.state == RequestState.OPEN:
        return _open_text(request, name, is_mine=is_mine)
    if request.state == RequestState.ACCEPTED:
        return _("The organiser wants you two to meet.") if request.by_organiser else _("Both of you want to meet.")
    return _over_text(request, is_mine=is_mine) % name


def _over_text(request: MeetingRequest, *, is_mine: bool) -> str:
    if request.state == RequestState.DECLINED:
        return _("%(name)s has declined.") if is_mine else _("You have declined.")
    if request.state == RequestState.WITHDRAWN:
        return _("You have withdrawn the request.") if is_mine else _("%(name)s has withdrawn the request.")
    return _("%(name)s has not answered in time.") if is_mine else _("You have not answered in time.")


def _open_text(request: MeetingRequest, name: Mapping[str, str], *, is_mine: bool) -> str:
    until = answer_until(request)
    values = {**name, "date": date_format(until) if until else ""}
    if is_mine:
        return (_("%(name)s has until %(date)s to answer.") if until else _("%(name)s has not answered yet.")) % values
    return (_("Waits for your answer until %(date)s.") if until else _("Waits for your answer.")) % values
