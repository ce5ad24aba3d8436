"""Events beside others: the next ones, their documents in the order of dates, and the way to their pages."""

from collections.abc import Collection, Mapping

from django.db.models import F, OuterRef, Subquery
from django.urls import reverse

from events.models import Event
from organisations.models import Organisation
from search.cards import completed
from search.models import Document
from search.queries import DocumentQuerySet


def coming(documents: DocumentQuerySet) -> DocumentQuerySet:
    """Those of events whose last day is not over."""
    return documents.filter(object_id__in=Event.objects.published().coming().order_by().values("pk"))


def past(documents: DocumentQuerySet) -> DocumentQuerySet:
    """Those of events whose last day is over."""
    return documents.filter(object_id__in=Event.objects.published().past().order_by().values("pk"))


def by_date(documents: DocumentQuerySet, *, latest_first: bool = False) -> DocumentQuerySet:
    """In the order of the first days."""
    day = Subquery(Event.objects.filter(pk=OuterRef("object_id")).order_by().values("first_day")[:1])
    order = F("first_day").desc() if latest_first else F("first_day").asc()
    return documents.annotate(first_day=day).order_by(order, "object_id")


def next_documents(number: int) -> list[Document]:
    """The next so many events, ready for cards; two queries."""
    documents: DocumentQuerySet = Document.objects.of_kind(Event.kind).for_cards()
    return completed(by_date(coming(documents))[:number])


def documents_of(owner: Organisation, number: int) -> list[Document]:
    """The next events of an organiser, ready for cards; one query, two where there are some."""
    documents: DocumentQuerySet = Document.objects.of_kind(Event.kind).for_cards().filter(owner_id=owner.pk)
    return completed(by_date(coming(documents))[:number])


def addresses_of(slugs: Collection[str]) -> Mapping[str, str]:
    """The paths of the pages of those of these events that everybody may see; one query."""
    shown = Event.objects.published().filter(slug__in=slugs).values_list("slug", flat=True)
    return {slug: reverse("event_detail", args=[slug]) for slug in shown}
