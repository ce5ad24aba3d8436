"""Certificates that an organisation holds."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisations.choices import Standard
from organisations.models.organisation import Organisation


class Certificate(models.Model):
    """A standard, the number and issuer of the certificate, and the day until which it holds."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="certificates")
    standard = models.CharField(_("standard"), max_length=20, choices=Standard.choices)
    title = models.CharField(_("name of another certificate"), max_length=100, blank=True)
    number = models.CharField(_("number"), max_length=60, blank=True)
    issuer = models.CharField(_("issuer"), max_length=100, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["standard", "title"]

    def __str__(self) -> str:
        return self.title if self.standard == Standard.OTHER else str(self.get_standard_display())

    @property
    def has_expired(self) -> bool:
        """Whether its last day has passed."""
        return self.valid_until is not None and self.valid_until < timezone.localdate()
