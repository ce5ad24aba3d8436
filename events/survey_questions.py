"""The questions that a feedback survey starts with; organisers change them as they like."""

from events.choices import QuestionType, QuestionUse
from events.models import Question

LABELS: tuple[tuple[QuestionType, str, str, bool], ...] = (
    (
        QuestionType.RATING,
        "Wie hat Ihnen die Veranstaltung insgesamt gefallen?",
        "Jak se vám akce celkově líbila?",
        True,
    ),
    (
        QuestionType.RATING,
        "Wie nützlich sind die Kontakte, die Sie geknüpft haben?",
        "Jak užitečné jsou kontakty, které jste navázali?",
        False,
    ),
    (
        QuestionType.RATING,
        "Wie zufrieden waren Sie mit der Organisation?",
        "Jak jste byli spokojeni s organizací?",
        False,
    ),
    (
        QuestionType.NUMBER,
        "Wie viele neue Kontakte haben Sie geknüpft?",
        "Kolik nových kontaktů jste navázali?",
        False,
    ),
    (QuestionType.LONG_TEXT, "Was war gut?", "Co bylo dobré?", False),
    (QuestionType.LONG_TEXT, "Was sollen wir beim nächsten Mal besser machen?", "Co máme příště zlepšit?", False),
)


def standard_questions(event_id: int) -> list[Question]:
    """The standard set for one event, not saved yet."""
    return [
        Question(
            event_id=event_id,
            use=QuestionUse.SURVEY,
            type=type_,
            label_de=german,
            label_cs=czech,
            is_required=is_required,
            position=position,
        )
        for position, (type_, german, czech, is_required) in enumerate(LABELS, start=1)
    ]
