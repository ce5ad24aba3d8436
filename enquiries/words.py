"""What the two sides of a cooperation say about it, seen from one of them."""

from dataclasses import dataclass

from enquiries.models import Cooperation, StageReport
from organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Words:
    """A cooperation, the partner, and the newest word of each side, None while it has said nothing."""

    cooperation: Cooperation
    own: Organisation
    partner: Organisation
    own_word: StageReport | None
    other_word: StageReport | None

    @property
    def is_contradictory(self) -> bool:
        """Whether the two say different things."""
        return (
            self.own_word is not None and self.other_word is not None and self.own_word.stage != self.other_word.stage
        )


def words_of(cooperation: Cooperation, organisation_id: int) -> Words:
    """The cooperation as this side sees it; asks nothing when organisations and reports are at hand."""
    partner = cooperation.partner_of(organisation_id)
    own = cooperation.first if partner == cooperation.second else cooperation.second
    newest: dict[int, StageReport] = {}
    for report in cooperation.reports.all():
        newest.setdefault(report.organisation_id, report)
    return Words(cooperation, own, partner, newest.get(own.pk), newest.get(partner.pk))
