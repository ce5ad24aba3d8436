"""What the form of an event consists of, read with as few statements as there are kinds of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from events.choices import QuestionUse
from events.models import ConsentText, Desk, Event, PickUpPoint, ProgrammeItem, Question
from events.services import places
from events.services.places import BOOKABLE, PlacesOf


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
