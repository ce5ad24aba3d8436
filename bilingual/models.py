"""What every model with texts in two languages has."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from bilingual.choices import Language, TextState
from bilingual.states import next_states


class Bilingual(models.Model):
    """An entry whose texts stand in German and Czech, with a state for each language."""

    text_fields: ClassVar[tuple[str, ...]] = ()

    original_language = models.CharField(
        _("original language"), max_length=2, choices=Language.choices, default=Language.DE
    )
    state_de = models.CharField(
        _("state of the German text"),
        max_length=10,
        choices=TextState.choices,
        default=TextState.MISSING,
        db_index=True,
    )
    state_cs = models.CharField(
        _("state of the Czech text"), max_length=10, choices=TextState.choices, default=TextState.MISSING, db_index=True
    )

    class Meta:
        abstract = True

    def texts(self, language: str) -> dict[str, str]:
        """All texts of the entry in `language`, by field name."""
        return {field: getattr(self, f"{field}_{language}") or "" for field in self.text_fields}

    def state(self, language: str) -> TextState:
        """How far the texts are in `language`."""
        return TextState(getattr(self, f"state_{language}"))

    def update_states(self, before: Mapping[str, Mapping[str, str]], *, checked: bool = False) -> None:
        """Set both states after an edit; `before` holds the earlier `texts()` by language.

        `checked`: the editor says that the translation was compared with the original.
        """
        result = next_states(
            original=Language(self.original_language),
            before=before,
            after={language: self.texts(language) for language in Language.values},
            states={language: self.state(language) for language in Language.values},
            checked=checked,
        )
        self.original_language = result.original
        self.state_de, self.state_cs = result.states[Language.DE], result.states[Language.CS]
