"""What an organisation has said about earlier matches, as the ranking uses it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from matching.scoring.entries import Entry
from matching.scoring.evidence import own_digits

CLASS = 4  # digits
ACCEPTED, REFUSED = 0.06, -0.08
"""How much one answer about a category moves others of that category."""
MOST = 0.25
"""However many answers there are."""
REFUSED_OWNER = -0.5
"""An organisation that was refused as such."""
TOO_FAR = -0.15
"""Another one from a region that was called too far away."""


@dataclass(frozen=True, slots=True)
class Taste:
    """How an organisation's answers move what it is shown: shares of the score by class of the CPV, region, owner."""

    classes: Mapping[str, float] = field(default_factory=dict)
    regions: frozenset[str] = frozenset()
    owners: frozenset[int] = frozenset()

    def of(self, target: Entry) -> float:
        """The share by which the score of `target` moves, from -0.75 to 0.25."""
        moved = [self.classes[code] for code in classes_of(target.codes) if code in self.classes]
        by_class = max(-MOST, min(MOST, sum(moved) / len(moved))) if moved else 0.0
        by_region = TOO_FAR if target.region in self.regions else 0.0
        # refusing a company and looking what else goes would tell whose a cipher demand is
        by_owner = REFUSED_OWNER if target.owner_id in self.owners and not target.is_cipher else 0.0
        return max(-0.75, by_class + by_region + by_owner)


NO_TASTE = Taste()


def classes_of(codes: Iterable[str]) -> frozenset[str]:
    """The classes (four digits) of categories."""
    return frozenset(code[:CLASS] for code in codes if own_digits(code) >= CLASS)


def taste_of(
    accepted: Iterable[Iterable[str]],
    refused: Iterable[Iterable[str]],
    *,
    too_far: Iterable[str] = (),
    not_them: Iterable[int] = (),
) -> Taste:
    """From the categories of what was accepted and refused, the regions called too far, the owners refused."""
    counted: dict[str, float] = {}
    for groups, weight in ((accepted, ACCEPTED), (refused, REFUSED)):
        for codes in groups:
            for code in classes_of(codes):
                counted[code] = counted.get(code, 0.0) + weight
    return Taste(
        {code: max(-MOST, min(MOST, value)) for code, value in counted.items()}, frozenset(too_far), frozenset(not_them)
    )
