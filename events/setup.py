"""What the form of an event consists of, read with as few statements as there are kinds of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from events.choices import QuestionUse
from events.models import ConsentText, Desk, Event, PickUpPoint, ProgrammeItem, Question
from events.services import places
from events.services.places import BOOKABLE, PlacesOf
from publishing.choices import Status
from search import prepared


@dataclass(frozen=True, slots=True)
class FormSetup:
    """Questions, consents and items of one event; `places` only where a page shows what is left."""

    event: Event
    desk: Desk
    questions: list[Question] = field(default_factory=list)
    consents: list[ConsentText] = field(default_factory=list)
    items: list[ProgrammeItem] = field(default_factory=list)
    stops: Mapping[int, list[PickUpPoint]] = field(default_factory=dict)
    places: Mapping[int, PlacesOf] = field(default_factory=dict)
    event_places: PlacesOf | None = None

    def stops_of(self, item: ProgrammeItem) -> list[PickUpPoint]:
        """Where the bus of an item stops."""
        return self.stops.get(item.pk, [])


# xmin and ctid, the transaction that has written a row and its place in the table, change with every change of the row
STAMP = """
    SELECT e.id, md5(concat_ws('/', e.xmin, e.ctid,
        (d.is_open, d.opens_at, d.closes_at, d.most_per_organisation, d.most_at_once, d.needs_approval, d.allows_guests,
         d.waiting_mode, d.note_de, d.note_cs)::text,
        'questions', (SELECT string_agg(concat(q.id, ':', q.xmin, q.ctid), ',' ORDER BY q.id) FROM events_question q
             WHERE q.event_id = e.id),
        'consents', (SELECT string_agg(concat(c.id, ':', c.xmin, c.ctid), ',' ORDER BY c.id) FROM events_consenttext c
         WHERE c.event_id = e.id),
        'items', (SELECT string_agg(concat(i.id, ':', i.xmin, i.ctid, ':', i.ends_at > now()), ',' ORDER BY i.id)
         FROM events_programmeitem i WHERE i.event_id = e.id AND (i.needs_booking OR i.capacity IS NOT NULL)),
        'stops', (SELECT string_agg(concat(s.id, ':', s.xmin, s.ctid), ',' ORDER BY s.id) FROM events_pickuppoint s
         JOIN events_programmeitem i ON i.id = s.item_id WHERE i.event_id = e.id)))
    FROM events_event e JOIN events_desk d ON d.event_id = e.id
    WHERE e.slug = %s AND e.status = %s AND NOT e.is_template
"""
MOST_KEPT = 50
_kept: dict[str, tuple[str, FormSetup]] = {}


def kept_setup(slug: str) -> FormSetup | None:
    """The form of a public event as this process has read it, unless anything about it has changed since.

    At the busiest minute of an event hundreds send the same form: one statement tells that all is as it was. The rows
    are shared by threads, so nobody changes them; places are not among them. None where there is no such event.
    """
    rows = prepared.rows(STAMP, [slug, Status.PUBLISHED.value])
    if not rows:
        return None
    [(pk, stamp)] = rows
    found = _kept.get(slug)
    if found and found[0] == stamp:
        return found[1]
    event = Event.objects.select_related("desk").get(pk=pk)
    event.desk.event = event
    setup = form_setup(event, event.desk, with_places=False)
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    _kept[slug] = (stamp, setup)
    return setup


def form_setup(event: Event, desk: Desk, *, with_places: bool, with_items: bool = True) -> FormSetup:
    """Read it: three statements, four with bus stops, two more for what is left."""
    items = _items(event) if with_items else []
    stops: dict[int, list[PickUpPoint]] = {}
    for stop in PickUpPoint.objects.filter(item__in=[item.pk for item in items]) if items else ():
        stops.setdefault(stop.item_id, []).append(stop)
    left = places.places_left(event.pk) if with_places else None
    return FormSetup(
        event,
        desk,
        list(Question.objects.filter(event=event, use=QuestionUse.REGISTRATION)),
        list(ConsentText.objects.filter(event=event, replaced_at=None)),
        items,
        stops,
        left.items if left else {},
        left.event if left else None,
    )


def _items(event: Event) -> list[ProgrammeItem]:
    rows = ProgrammeItem.objects.filter(BOOKABLE, event=event, ends_at__gt=timezone.now())
    return list(rows.order_by("starts_at", "pk"))
