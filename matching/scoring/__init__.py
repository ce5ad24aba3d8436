"""How well two entries fit and why: pure, knows no database.

`words` and `trade` read texts, `entries` describes what is compared, `evidence` compares, `conditions` rules out,
`score` weighs and gives the reasons as data, `taste` is what an organisation has said about earlier matches.
"""

from matching.scoring.conditions import fits_at_all
from matching.scoring.entries import Entry
from matching.scoring.evidence import Evidence, compare
from matching.scoring.score import Reason, Score, score
from matching.scoring.taste import NO_TASTE, Taste

__all__ = ["NO_TASTE", "Entry", "Evidence", "Reason", "Score", "Taste", "compare", "fits_at_all", "score"]
