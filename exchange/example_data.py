"""The meeting exchange of the made-up cooperation days: people of example companies and their wishes; without mails."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from events.choices import ItemType, State
from events.models import Booking, Event, ItemBooking, ProgrammeItem, Registration
from events.services import places
from exchange.choices import RequestState
from exchange.models import Exchange, Interpreter, MeetingRequest, Participant, Slot, Table
from listings.models import Listing
from organisations.models import Membership, Organisation

FILE = Path(__file__).resolve().parent / "demo" / "cooperation_days.toml"
LENGTH = timedelta(minutes=20)
CLOSES_BEFORE = timedelta(days=7)
ASKED_BEFORE, ANSWERED_BEFORE = timedelta(days=6), timedelta(days=3)
type Row = Mapping[str, Any]


@transaction.atomic
def load_exchange(users: Mapping[str, User]) -> Exchange | None:
    """Make the exchange unless it is there already or its event is not; returns the new one."""
    given = tomllib.loads(FILE.read_text(encoding="utf-8"))
    event = Event.objects.filter(slug=given["event"], is_example=True, exchange=None).first()
    if event is None:
        return None
    items = list(event.items.filter(type=ItemType.EXCHANGE, starts_at__date=event.first_day).order_by("starts_at"))
    exchange = Exchange.objects.create(
        event=event, item=items[0], is_open=True, closes_at=_closing(event), slot_minutes=20, pause_minutes=0,
        **given["rules"],
    )  # fmt: skip
    slots = Slot.objects.bulk_create([slot for item in items for slot in _slots(exchange, item)])
    Interpreter.objects.bulk_create([Interpreter(exchange=exchange, **row) for row in given["interpreter"]])
    people = _people(exchange, _with_organisations(given["person"], users), items, slots)
    _tables(exchange, given, people)
    _requests(exchange, given["requests"]["rows"], people)
    return exchange


def _closing(event: Event) -> datetime:
    return timezone.make_aware(datetime.combine(event.first_day - CLOSES_BEFORE, time(18)))


def _slots(exchange: Exchange, item: ProgrammeItem) -> list[Slot]:
    starts = [item.starts_at + place * LENGTH for place in range((item.ends_at - item.starts_at) // LENGTH)]
    return [Slot(exchange=exchange, starts_at=start, ends_at=start + LENGTH) for start in starts]


def _with_organisations(rows: Sequence[Row], users: Mapping[str, User]) -> list[tuple[Row, Organisation, User | None]]:
    """Each person with the organisation; those whose organisation is not there are left out."""
    memberships = Membership.objects.filter(user__in=users.values()).select_related("organisation").order_by("-pk")
    by_user = {row.user_id: row.organisation for row in memberships}
    by_name = {entry.name: entry for entry in Organisation.objects.published().filter(is_example=True)}
    found = []
    for row in rows:
        user = users.get(row.get("account", ""))
        organisation = by_user.get(user.pk) if user else by_name.get(row.get("organisation", ""))
        if organisation:
            found.append((row, organisation, user))
    return found


def _people(
    exchange: Exchange,
    rows: Sequence[tuple[Row, Organisation, User | None]],
    items: Sequence[ProgrammeItem],
    slots: Sequence[Slot],
) -> dict[str, Participant]:
    """Bookings, registrations, places in the items and participants, each in one statement."""
    desk = exchange.event.desk
    registrations = []
    for row, organisation, user in rows:
        person = _registration(exchange.event, row, organisation, user)
        person.number = places.next_number(desk)
        registrations.append(person)
    Booking.objects.bulk_create([person.booking for person in registrations])
    Registration.objects.bulk_create(registrations)
    places.save_numbers(desk)
    ItemBooking.objects.bulk_create(
        ItemBooking(registration=person, item=item, state=State.CONFIRMED, number=person.number)
        for person in registrations for item in items
    )  # fmt: skip
    people = Participant.objects.bulk_create(
        Participant(
            exchange=exchange,
            registration=person,
            organisation=organisation,
            language=person.booking.language,
            seeks=row["seeks"],
            languages=row["languages"],
            away=[slots[place].pk for place in row.get("away", ()) if place < len(slots)],
        )
        for person, (row, organisation, _user) in zip(registrations, rows, strict=True)
    )
    _show_listings(people)
    return {row["id"]: person for person, (row, _organisation, _user) in zip(people, rows, strict=True)}


def _registration(event: Event, row: Row, organisation: Organisation, user: User | None) -> Registration:
    """The account's own name, or the one that is given: title, first name, last name."""
    *titles, first, last = row["name"].split() if "name" in row else ["", "", ""]
    name = {"title_before": " ".join(titles), "first_name": first, "last_name": last}
    if user:
        name = {"title_before": user.title_before, "first_name": user.first_name, "last_name": user.last_name}
    address = user.email if user else f"{row['id']}@example.net"
    person = Registration(
        event=event, state=State.CONFIRMED, email=address, organisation_name=organisation.name,
        function=row.get("function", ""), languages=row["languages"], **name,
    )  # fmt: skip
    person.booking = Booking(
        event=event, user=user, contact_name=person.full_name, email=address, organisation=organisation,
        language="cs" if organisation.country == "CZ" else "de", organisation_name=organisation.name,
        country=organisation.country, verified_at=timezone.now(),
    )  # fmt: skip
    person.set_sort_keys()
    return person


def _show_listings(people: Sequence[Participant]) -> None:
    """Everybody shows all public offers and demands of the own organisation."""
    owners = {person.organisation_id: person for person in people}
    rows = Listing.objects.published().filter(organisation__in=owners, is_cipher=False)
    through: Any = Participant.listings.through
    through.objects.bulk_create(
        through(participant=owners[owner], listing_id=pk) for pk, owner in rows.values_list("pk", "organisation")
    )


def _tables(exchange: Exchange, given: Row, people: Mapping[str, Participant]) -> None:
    hosts = iter([people[row["id"]] for row in given["person"] if row.get("host") and row["id"] in people])
    Table.objects.bulk_create(
        Table(
            exchange=exchange, label=row["label"], position=position, host=next(hosts, None) if "host" in row else None
        )
        for position, row in enumerate(given["table"], start=1)
    )


def _requests(exchange: Exchange, rows: Sequence[Sequence[Any]], people: Mapping[str, Participant]) -> None:
    """Asked some days ago; what is over or answered, was so since then."""
    now, answer_within = timezone.now(), timedelta(days=exchange.answer_days)
    requests = []
    for (asker, asked, priority, answered, state, reason, answer), hours in zip(rows, cycle(range(1, 60, 7))):
        if asker not in people or asked not in people:
            continue
        is_open = state == RequestState.OPEN
        before = (
            ASKED_BEFORE + timedelta(hours=hours) + (answer_within if state == RequestState.EXPIRED else timedelta())
        )
        requests.append(
            MeetingRequest(
                exchange=exchange, source=people[asker], target=people[asked], reason=reason,
                language=people[asker].language, priority=priority, target_priority=answered or None, state=state,
                answer=answer, created_at=now - before, answer_until=now - before + answer_within,
                answered_at=None if is_open else now - ANSWERED_BEFORE + timedelta(hours=hours),
            )
        )  # fmt: skip
    MeetingRequest.objects.bulk_create(requests)
