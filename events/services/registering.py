"""Registering: one form, one booking, one or several people, each with a place or a position of the own."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from bilingual.choices import Language
from events.choices import Mode, State, WaitingMode
from events.exceptions import (
    AlreadyRegistered,
    GuestsNotAllowed,
    NotPossible,
    SoldOut,
    TooManyForms,
    TooManyPeople,
)
from events.models import Answer, Booking, Consent, Desk, ItemBooking, Registration
from events.services import arrivals, letters, places, prepared, waiting
from events.services.group_commit import GroupCommit
from events.services.opening import check_open
from events.services.organisations import check_limit
from events.services.rooms import ItemRooms
from events.services.sent import Contact, Person, SentForm
from events.services.situation import Situation, situation
from organisations.choices import Country

MOST_TOGETHER = 16
"""Forms in one transaction, when many come at once."""

type Given = tuple[int, Person, Booking, Contact]
"""Somebody to register, with the number of the row."""


class NotTogether(Exception):
    """Something about one of several forms touches the others."""


def register(*, event_id: int, contact: Contact, people: Sequence[Person], form_key: UUID, user: Any = None) -> Booking:
    """Register people in the given order; the same form sent twice is one booking.

    A guest's booking counts at once and has to be confirmed by mail; a member's address is known. Raises a
    RegistrationError, and nothing is written then; AlreadyRegistered when there is nobody left to register.
    """
    form = SentForm(event_id, contact, people, form_key, user)
    if connection.in_atomic_block:
        # what another thread writes would not be part of the caller's transaction
        return _register_one(form)
    return _together.do(event_id, form)


def _register_all(forms: Sequence[SentForm]) -> list[Booking | Exception]:
    """In one transaction where all is as usual; otherwise each by itself, so that no form suffers from another."""
    if len(forms) > 1:
        # whatever it is, it is raised again for the form that it is about
        with suppress(Exception):
            return [*_register(forms)]
    results: list[Booking | Exception] = []
    for form in forms:
        try:
            results.append(_register_one(form))
        except Exception as error:  # noqa: BLE001 - raised in the thread that has sent the form
            results.append(error)
    return results


_together = GroupCommit(_register_all, MOST_TOGETHER)


def _register_one(form: SentForm) -> Booking:
    try:
        [booking] = _register([form])
    except IntegrityError:
        twin = Booking.objects.filter(event=form.event_id, form_key=form.key).first()
        if twin is None:
            raise
        return twin
    return booking


@transaction.atomic
def _register(forms: Sequence[SentForm]) -> list[Booking]:
    """Forms for one event. What needs no lock comes first: while one has it, hundreds wait."""
    event_id = forms[0].event_id
    bookings = [_booking(event_id, form.contact, form.key, form.user) for form in forms]
    numbers = arrivals.save(bookings, [form.people for form in forms])
    letters.tell_bookings([booking.pk for booking in bookings])
    everybody = [person for form in forms for person in form.people]
    desk = places.lock_desk(event_id, arrivals=len(everybody))
    check_open(desk)
    addresses = [person.email.lower() for person in everybody if person.email]
    found = situation(event_id=desk.pk, emails=[form.contact.email for form in forms], addresses=addresses)
    _check_apart(desk, found, forms, addresses)
    for form in forms:
        _check_form(desk, found, form)
    known = [pk for address, pk in found.known.items() if address in addresses]
    given = [
        (number, person, booking, form.contact)
        for form, booking, own in zip(forms, bookings, numbers, strict=True)
        for number, person in zip(own, form.people, strict=True)
        if person.email.lower() not in found.known
    ]
    if not given:
        raise AlreadyRegistered(known)
    check_limit(desk, forms[0].contact, len(given))
    pairs = []
    for row, (number, person, booking, _contact) in zip(_rows(desk, found, given), given, strict=True):
        row.pk, row.booking = number, booking
        pairs.append((row, person))
    prepared.insert([row for row, _person in pairs])
    _save_items(desk, pairs)
    if known:
        _forget_words({number for own in numbers for number in own} - {row.pk for row, _person in pairs})
        letters.tell_known(known)
    return bookings


def _check_apart(desk: Desk, found: Situation, forms: Sequence[SentForm], addresses: Sequence[str]) -> None:
    """Raises NotTogether where what becomes of one form depends on another one of the same transaction."""
    if len(forms) == 1:
        return
    contacts = {form.contact.email for form in forms}
    if desk.most_per_organisation is not None or found.known:
        raise NotTogether
    if len(contacts) < len(forms) or len({*addresses}) < len(addresses):
        raise NotTogether


@transaction.atomic
def walk_in(
    *,
    event_id: int,
    person: Person,
    organisation_name: str,
    actor: Any,
    beyond: bool = False,
    country: str = Country.DE.value,
    language: str = Language.DE.value,
    form_key: UUID | None = None,
) -> Registration:
    """Somebody at the door who is not registered: a confirmed place at once.

    `beyond`: also when all places are taken; otherwise SoldOut is raised then. The same `form_key` once more is the
    same person.
    """
    desk = places.lock_desk(event_id)
    key = form_key or uuid4()
    if form_key and (twin := Registration.objects.filter(event=event_id, booking__form_key=form_key).first()):
        return twin
    room = room_for_event(desk)
    if not beyond and room is not None and room < 1:
        raise SoldOut(0)
    name = f"{person.first_name} {person.last_name}"
    contact = Contact(name, person.email, language, None, organisation_name, country)
    row = _registration(desk, person, contact, State.CONFIRMED)
    row.is_walk_in = True
    row.booking = _booking(event_id, contact, key, None, is_verified=True)
    [[row.pk]] = arrivals.save([row.booking], [[person]])
    row.save(force_insert=True)
    _save_items(desk, [(row, person)])
    places.save_numbers(desk)
    return row


def room_for_event(desk: Desk) -> int | None:
    """Free places of the event under the lock, whoever waits; None: no limit."""
    if desk.capacity is None:
        return None
    taken = Desk.objects.filter(pk=desk.pk).values_list(places.taken_of_event(), flat=True).get()
    return max(desk.capacity - taken, 0)


def _check_form(desk: Desk, found: Situation, form: SentForm) -> None:
    if form.user is None and not desk.allows_guests:
        raise GuestsNotAllowed
    if not form.people or len(form.people) > desk.most_at_once:
        raise TooManyPeople(desk.most_at_once)
    if form.contact.email in found.busy:
        raise TooManyForms


def _rows(desk: Desk, found: Situation, given: Sequence[Given]) -> list[Registration]:
    """The people in their order, each with the state that the free places allow."""
    room = None if desk.capacity is None else max(desk.capacity - found.taken, 0)
    left = 0 if found.is_waited_for else room
    rows = []
    for _number, person, _booking, contact in given:
        row = _registration(desk, person, contact, State.CONFIRMED)
        if desk.needs_approval:
            row.state = State.REQUESTED
        elif left is not None and not row.wants_online:
            row.state = State.CONFIRMED if left else State.WAITING
            left = max(left - 1, 0)
        rows.append(row)
    if desk.waiting_mode == WaitingMode.CLOSED and any(row.state == State.WAITING for row in rows):
        raise SoldOut(0 if found.is_waited_for else room or 0)
    return rows


def _registration(desk: Desk, person: Person, contact: Contact, state: State) -> Registration:
    row = Registration(
        event_id=desk.pk,
        number=places.next_number(desk),
        state=state,
        title_before=person.title_before,
        first_name=person.first_name,
        last_name=person.last_name,
        title_after=person.title_after,
        email=person.email.lower(),
        function=person.function,
        organisation_name=contact.organisation_name,
        languages=list(person.languages),
        needs=person.needs,
        wants_online=person.wants_online and desk.event.mode == Mode.HYBRID,
    )
    row.set_sort_keys()
    return row


def _booking(event_id: int, contact: Contact, form_key: UUID, user: Any, *, is_verified: bool = False) -> Booking:
    return Booking(
        event_id=event_id,
        user=user,
        contact_name=contact.name,
        email=contact.email,
        language=contact.language,
        organisation_id=contact.organisation_id,
        organisation_name=contact.organisation_name,
        country=contact.country,
        form_key=form_key,
        verified_at=timezone.now() if user or is_verified else None,
    )


def _forget_words(numbers: set[int]) -> None:
    """Nothing is kept of the form of somebody who is registered already."""
    Answer.objects.filter(registration__in=numbers).delete()
    Consent.objects.filter(registration__in=numbers).delete()


def _save_items(desk: Desk, pairs: list[tuple[Registration, Person]]) -> None:
    wanted = {item for _row, person in pairs for item, _stop in person.items}
    if not wanted:
        return
    rooms = ItemRooms(desk, wanted)
    bookings: list[ItemBooking] = []
    for row, person in pairs:
        for item, stop in person.items:
            if not rooms.knows(item, stop):
                raise NotPossible(f"item {item}, stop {stop}")
            state = rooms.give(item, stop) if row.state == State.CONFIRMED else State(row.state)
            if state == State.WAITING and desk.waiting_mode == WaitingMode.CLOSED:
                raise SoldOut(0, item)
            bookings.append(
                ItemBooking(registration=row, item_id=item, pick_up_point_id=stop, state=state, number=row.number)
            )
    prepared.insert(bookings)
    if rooms.is_unsettled:
        # somebody waits for one of these items, perhaps for another bus stop: the waiting list decides by its rules
        waiting.fill_items(desk, wanted, fresh={row.pk for row, _person in pairs})
