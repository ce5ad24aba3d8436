"""Which saved searches belong to whom, which are watched, and what was found for them."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, F, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from alerts.models import Finding, SavedSearch  # noqa: F401 - named in quotes


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    """Saved searches by owner and by what is done with them."""

    def editable_by(self, user: Any) -> "SavedSearchQuerySet":
        """The own ones: nobody else sees what somebody looks for."""
        return self.filter(user_id=user.pk) if user.is_authenticated else self.none()

    def watched(self, frequencies: Collection[str]) -> "SavedSearchQuerySet":
        """Those that run with one of these frequencies, of people who may still sign in."""
        return self.filter(frequency__in=frequencies, paused_at=None, user__is_active=True)

    def questions(self) -> Any:
        """Each different question once, with the earliest moment from which somebody watches it."""
        return (
            self.order_by("fingerprint")
            .values("fingerprint")
            .annotate(list=Min("list"), query=Min("query"), watch_from=Min("watch_from"))
        )

    def with_new(self) -> "SavedSearchQuerySet":
        """With `new`, how many entries were found since the owner has last looked."""
        unseen = Q(found_at__gt=OuterRef("seen_at"), is_new=True)
        counted = _findings().filter(unseen, search=OuterRef("pk")).order_by().values("search")
        return self.annotate(new=Coalesce(Subquery(counted.annotate(n=Count("pk")).values("n")), 0))

    def newest_first(self) -> "SavedSearchQuerySet":
        """With `new`, those with the most of it first."""
        return self.with_new().order_by(F("new").desc(), "name", "pk")


class FindingQuerySet(models.QuerySet["Finding"]):
    """Found entries by what the owners of the searches know of them."""

    def pending(self, frequencies: Collection[str]) -> "FindingQuerySet":
        """New ones that nobody was told of, of searches that run with these frequencies."""
        running = self.filter(search__frequency__in=frequencies, search__paused_at=None)
        return running.filter(told_at=None, is_new=True)

    def unseen(self) -> "FindingQuerySet":
        """New ones since the owner has last looked."""
        return self.filter(found_at__gt=F("search__seen_at"), is_new=True)


def _findings() -> Any:
    from alerts.models import Finding  # noqa: PLC0415 - the models import this module

    return Finding.objects.all()
