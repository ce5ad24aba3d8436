"""The two languages, and how far a text has come in each of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    """The languages of the pages and of every text."""

    DE = "de", _("German")
    CS = "cs", _("Czech")

    @property
    def other(self) -> "Language":
        """The language on the other side of the border."""
        return Language.CS if self is Language.DE else Language.DE


class TextState(models.TextChoices):
    """What a reader may expect of the texts of an entry in one language."""

    ORIGINAL = "original", _("Original")
    CHECKED = "checked", _("Checked translation")
    DRAFT = "draft", _("Draft translation")
    OUTDATED = "outdated", _("Outdated translation")
    MISSING = "missing", _("Not translated yet")
