"""What review and search know of entries that stand on an organisation: offers, demands, events."""

from typing import Any

from organisations.followers import Follower
from publishing.choices import Status
from publishing.models import ReviewItem
from publishing.registry import Snapshot, Subject
from search.services import index_later


class OwnedSubject(Subject):
    """Entries with a title in two languages and an organisation, whose chamber knows the people."""

    model: type[Any]

    def get(self, pk: int, *, lock: bool = False) -> Any:
        """The entry with its organisation; a lock holds the row of the entry alone."""
        rows = self.model.objects.select_related("organisation")
        return (rows.select_for_update(of=("self",)) if lock else rows).get(pk=pk)

    def title(self, entry: Any) -> str:
        """Its title in the original language."""
        return entry.texts(entry.original_language)["title"] or str(entry)

    def name_in(self, snapshot: Snapshot) -> str:
        """The title of a step, in the original language where it has one."""
        titles = [snapshot.get(f"title_{language}") for language in (snapshot.get("original_language"), "de", "cs")]
        return next((title for title in titles if title), "")

    def region_code(self, entry: Any) -> str:
        """The organisation's region, wherever the goods are needed or the event takes place."""
        return entry.organisation.region_id or ""

    def changed(self, entry: Any) -> None:
        """Let the search follow."""
        index_later(kind=self.kind, ids=[entry.pk])


def facts_of(entry: Any) -> dict[str, Any]:
    """What the search shows of each such entry; arguments of `search.registry.DocumentData`."""
    return {
        "object_id": entry.pk,
        "owner_id": entry.organisation_id,
        "slug": entry.slug,
        "title": entry.texts(entry.original_language)["title"],
        "title_de": entry.texts("de")["title"],
        "title_cs": entry.texts("cs")["title"],
        "original_language": entry.original_language,
        "state_de": entry.state_de,
        "state_cs": entry.state_cs,
        "place": entry.town,
        "country": entry.country,
        "region": entry.region_id or "",
        "is_example": entry.is_example,
        "published_at": entry.published_at or entry.created_at,
        "confirmed_at": entry.confirmed_at,
    }


def follower_of(model: Any) -> Follower:
    """Lets entries of `model` follow their organisation: they show its name, and its chamber decides about them."""

    def follow(organisation: Any) -> None:
        own = list(model.objects.filter(organisation=organisation.pk).values_list("pk", "status"))
        if published := [pk for pk, status in own if status == Status.PUBLISHED]:
            index_later(kind=model.kind, ids=published)
        if own:
            waiting = ReviewItem.objects.open().filter(kind=model.kind, object_id__in=[pk for pk, _status in own])
            waiting.update(region_code=organisation.region_id or "")

    return follow
