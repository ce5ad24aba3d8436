"""Who may see what of enquiries, and what they tell about organisations."""

from enquiries.queries.rates import AnswerRate, answer_rates
from enquiries.queries.reveals import revealed_to

__all__ = ["AnswerRate", "answer_rates", "revealed_to"]
