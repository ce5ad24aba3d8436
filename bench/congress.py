"""Events for the corpus: some hundred small ones for the list, and a few with a very long programme for the page."""

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from events.choices import Format, Mode, Type
from events.models import Desk, Event, EventPartner, ProgrammeItem, Speaker, Track
from organisations.models import Organisation
from search.services import index_now

SMALL, LARGE = 500, 12
ITEMS, SPEAKERS, TRACKS = 300, 200, 3
DAYS = 3
SLUG = "bench-congress"
PLACES = (("Zittau", "DE", "DED2D"), ("Chemnitz", "DE", "DED41"), ("Karlovy Vary", "CZ", "CZ041"),
          ("Liberec", "CZ", "CZ051"))  # fmt: skip


def build() -> None:
    """Make and index all of them; the same ones each time but for the day of today."""
    random = Random("events")  # noqa: S311 - the same ones each time
    owners = list(Organisation.objects.filter(kind="institution").order_by("id")[:20])
    small = [_event(random, owners, f"bench-event-{number}", 1) for number in range(SMALL)]
    large = [_event(random, owners, f"{SLUG}-{number}", DAYS) for number in range(LARGE)]
    Event.objects.bulk_create([*small, *large])
    Desk.objects.bulk_create(Desk(event=event, is_open=True, capacity=1000) for event in (*small, *large))
    for event in large:
        _programme(random, event)
    index_now(kind=Event.kind, ids=[event.pk for event in (*small, *large)])


def _event(random: Random, owners: list[Organisation], slug: str, days: int) -> Event:
    day = timezone.localdate() + timedelta(days=random.randrange(-300, 300))
    town, country, region = random.choice(PLACES)
    name = f"{random.choice(('Zulieferer', 'Glas', 'Holz', 'Maschinenbau', 'Textil'))} {slug.rpartition('-')[2]}"
    return Event(
        organisation=random.choice(owners), slug=slug, type=random.choice(Type.values),
        formats=random.sample(Format.values, 2), mode=random.choice(Mode.values),
        title_de=f"Treffen {name}", title_cs=f"Setkání {name}", original_language="de",
        state_de="original", state_cs="checked", summary_de=f"Gespräche über {name}", summary_cs=f"Rozhovory: {name}",
        first_day=day, last_day=day + timedelta(days=days - 1), starts_at=time(9), ends_at=time(17),
        town=town, country=country, region_id=region, languages=["de", "cs"],
        status="published", published_at=timezone.now(), is_example=True,
    )  # fmt: skip


def _programme(random: Random, event: Event) -> None:
    tracks = Track.objects.bulk_create(
        Track(event=event, name_de=f"Strang {number}", name_cs=f"Linie {number}", position=number)
        for number in range(TRACKS)
    )
    speakers = Speaker.objects.bulk_create(
        Speaker(event=event, first_name="Jana", last_name=f"Nováková {number}", organisation_name="Příklad s.r.o.")
        for number in range(SPEAKERS)
    )
    items = ProgrammeItem.objects.bulk_create(_item(event, tracks, number) for number in range(ITEMS))
    links = ProgrammeItem.speakers.through
    links.objects.bulk_create(
        links(programmeitem_id=item.pk, speaker_id=speaker.pk)
        for item in items
        for speaker in random.sample(speakers, 2)
    )
    EventPartner.objects.create(event=event, name="Ukázkový klastr", country="CZ")


def _item(event: Event, tracks: list[Track], number: int) -> ProgrammeItem:
    """Three at a time, every ten minutes."""
    per_day = ITEMS // DAYS
    day: date = event.first_day + timedelta(days=number // per_day)
    start = timezone.make_aware(datetime.combine(day, time(8)) + timedelta(minutes=number % per_day // TRACKS * 10))
    return ProgrammeItem(
        event=event, track=tracks[number % TRACKS], title_de=f"Vortrag {number}", title_cs=f"Přednáška {number}",
        description_de="Ein Absatz über das, was gezeigt wird.", description_cs="Odstavec o tom, co se ukáže.",
        starts_at=start, ends_at=start + timedelta(minutes=10), needs_booking=number % 10 == 0,
        capacity=30 if number % 10 == 0 else None,
    )  # fmt: skip
