"""How many requests and high priorities a participant has left."""

from dataclasses import dataclass

from django.db.models import Count, Q

from exchange.choices import WANTED, Priority, RequestState
from exchange.models import Exchange, MeetingRequest, Participant
from exchange.queries import takes_part


@dataclass(frozen=True, slots=True)
class Budget:
    """What is in use and what there is. High priorities count in own requests and in answers alike."""

    used: int
    most: int
    used_high: int
    most_high: int

    @property
    def left(self) -> int:
        """Requests that can still be made."""
        return max(0, self.most - self.used)

    @property
    def left_high(self) -> int:
        """High priorities that can still be given."""
        return max(0, self.most_high - self.used_high)


def budget_of(exchange: Exchange, person: Participant) -> Budget:
    """Counts open and accepted requests; those with people who no longer take part are free again. One statement.

    Wishes of the organiser cost nobody anything.
    """
    made = Q(source=person.pk, by_organiser=False) & takes_part("target")
    received = Q(target=person.pk, state=RequestState.ACCEPTED) & takes_part("source")
    counted = MeetingRequest.objects.filter(Q(source=person.pk) | Q(target=person.pk), state__in=WANTED).aggregate(
        made=Count("pk", filter=made),
        made_high=Count("pk", filter=made & Q(priority=Priority.HIGH)),
        answered_high=Count("pk", filter=received & Q(target_priority=Priority.HIGH)),
    )
    high = counted["made_high"] + counted["answered_high"]
    return Budget(counted["made"], exchange.most_requests, high, exchange.most_high)
