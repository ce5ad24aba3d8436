"""What companies need without having published a demand for it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organisations.models import Capability, Organisation


class Need(models.Model):
    """A product or service that an organisation buys and wants to keep an eye on; only its members see it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="needs", verbose_name=_("organisation"))
    capability = models.ForeignKey(Capability, models.CASCADE, related_name="+", verbose_name=_("category"))

    class Meta:
        verbose_name = _("watched need")
        verbose_name_plural = _("watched needs")
        ordering = ["capability_id"]
        constraints = [models.UniqueConstraint(fields=["organisation", "capability"], name="radar_need_once")]

    def __str__(self) -> str:
        return str(self.capability)
