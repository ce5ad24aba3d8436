"""What happens to registrations is kept: who, when, what."""

from collections.abc import Collection
from typing import Any

from events.choices import Origin, State, Step
from events.models import ItemBooking, RegistrationStep

type Doer = Any
"""An account: an organiser; otherwise an `Origin`."""


def doer_of(actor: Any) -> Doer:
    """The organiser who acts; without one it is the person."""
    return Origin.PERSON if actor is None else actor


def note(ids: Collection[int], step: Step, *, by: Doer = Origin.SYSTEM, state: str = "", detail: str = "") -> None:
    """One step of each of these registrations."""
    RegistrationStep.objects.bulk_create(
        RegistrationStep(registration_id=pk, step=step, state=state, detail=detail, **_who(by)) for pk in ids
    )


def note_items(ids: Collection[int], state: State, *, by: Doer = Origin.SYSTEM) -> None:
    """Places in items, by their numbers, have come into a state."""
    rows = ItemBooking.objects.filter(pk__in=ids).values_list("registration_id", "item_id") if ids else ()
    RegistrationStep.objects.bulk_create(
        RegistrationStep(registration_id=person, item_id=item, step=Step.ITEM, state=state, **_who(by))
        for person, item in rows
    )


def newest(registration_id: int, *steps: Step) -> RegistrationStep | None:
    """The last step of these kinds."""
    return RegistrationStep.objects.filter(registration=registration_id, step__in=steps).order_by("-pk").first()


def _who(by: Doer) -> dict[str, Any]:
    return {"origin": by} if isinstance(by, Origin) else {"origin": Origin.STAFF, "by": by}
