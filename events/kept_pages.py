"""Pages of events as each process keeps them: a long programme is laid out once, and anew as soon as a row changes."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString

from bilingual.text import page_language
from search import prepared

MOST_KEPT = 60
# where a row lies and who wrote it: both change with every update, in this transaction or in another one
STATE = "coalesce(sum(hashtextextended(row.ctid::text || row.xmin::text, 0)), 0) || ':' || count(*)"
OF_EVENT = (
    "events_desk", "events_eventpartner", "events_track", "events_room", "events_speaker", "events_programmeitem",
    "events_document", "events_stand",
)  # fmt: skip
OF_ITEM = {
    "events_pickuppoint": "item_id",
    "events_itembooking": "item_id",
    "events_programmeitem_speakers": "programmeitem_id",
}
# as lists: what is compared with OR is looked for in the whole table
OF_ITEMS = "ANY(ARRAY(SELECT id FROM events_programmeitem WHERE event_id = event.id))"
OWNERS = """row.id = ANY(ARRAY(
    SELECT event.organisation_id
    UNION SELECT organisation_id FROM events_eventpartner WHERE event_id = event.id
    UNION SELECT organisation_id FROM events_speaker WHERE event_id = event.id
))"""


@dataclass(frozen=True, slots=True)
class EventPage:
    """The parts of a page that depend on the event and the language alone."""

    title: str
    description: str
    json_ld: str
    name: str
    """The title as the way to the page shows it, with its `lang` where that is another one."""
    name_language: str
    article: SafeString


class Keeper:
    """The pages that were asked for last, by address, language and state."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[tuple[str, ...], EventPage] = OrderedDict()

    def get(self, slug: str, make: Callable[[], EventPage]) -> EventPage:
        """The page of a published event, made anew when one of its rows is another; one statement to find out."""
        state = state_of(slug)
        key = (slug, page_language().value, timezone.localdate().isoformat(), state)
        with self._lock:
            if page := self._kept.get(key):
                self._kept.move_to_end(key)
                return page
        page = make()
        if state and not settings.DEBUG:  # where templates change while the process runs
            self._put(key, page)
        return page

    def _put(self, key: tuple[str, ...], page: EventPage) -> None:
        with self._lock:
            self._kept[key] = page
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)


PAGES = Keeper()


def state_of(slug: str) -> str:
    """A text that is another one as soon as anything on the page is, also the hour; empty without such an event."""
    found = prepared.rows(STATEMENT, [slug])
    return "|".join(map(str, found[0])) if found else ""


def _part(table: str, where: str) -> str:
    return f"(SELECT {STATE} FROM {table} AS row WHERE {where})"  # noqa: S608 - fixed names of tables


def _statement() -> str:
    parts = [_part(table, "row.event_id = event.id") for table in OF_EVENT]
    parts += [_part(table, f"row.{column} = {OF_ITEMS}") for table, column in OF_ITEM.items()]
    parts += [_part("organisations_organisation", OWNERS), _part("events_registration", "row.event_id = event.id")]
    desk = "SELECT desk.{0} <= now() FROM events_desk AS desk WHERE desk.event_id = event.id"
    parts += [f"({desk.format(column)})" for column in ("opens_at", "closes_at")]
    columns = ", ".join(["event.ctid", "event.xmin", *parts])
    return f"SELECT {columns} FROM events_event AS event WHERE event.slug = %s"  # noqa: S608 - fixed names


STATEMENT = _statement()
