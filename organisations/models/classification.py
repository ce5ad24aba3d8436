"""What organisations do: sectors by NACE Rev. 2, capabilities by CPV 2008."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bilingual.text import text_of


class Sector(models.Model):
    """A section (C), division (C25), group (C25.6) or class (C25.62) of NACE Rev. 2."""

    code = models.CharField(_("NACE code"), max_length=6, primary_key=True)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    level = models.PositiveSmallIntegerField(_("level"), help_text=_("1 section, 2 division, 3 group, 4 class"))
    name_de = models.CharField(_("German name"), max_length=400)
    name_cs = models.CharField(_("Czech name"), max_length=400)

    class Meta:
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {text_of(self, 'name')}"

    @property
    def ancestors(self) -> list[str]:
        """The codes from the section down to this one: C25.62 gives C, C25, C25.6, C25.62."""
        return [self.code[:length] for length in (1, 3, 5, 6) if length <= len(self.code)]


class Capability(models.Model):
    """A product or service of the Common Procurement Vocabulary, which an organisation can deliver."""

    code = models.CharField(_("CPV code"), max_length=8, primary_key=True)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    name_de = models.CharField(_("German name"), max_length=400)
    name_cs = models.CharField(_("Czech name"), max_length=400)

    class Meta:
        verbose_name = _("capability")
        verbose_name_plural = _("capabilities")
        ordering = ["code"]

    def __str__(self) -> str:
        return text_of(self, "name").value

    @property
    def ancestors(self) -> list[str]:
        """The codes from the division down to this one: 44531000 gives 44000000, 44500000, 44530000, 44531000.

        By their digits alone, so a step that the vocabulary has left out (30192120) is among them.
        """
        stem = self.code.rstrip("0")
        lengths = range(2, max(len(stem), 2) + 1)
        return [self.code[:length].ljust(8, "0") for length in lengths]
