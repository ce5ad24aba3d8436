"""Texts of the site itself."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Page(models.Model):
    """A legal or information page that the operator edits, as Markdown in both languages."""

    class Slug(models.TextChoices):
        """The pages that the footer links."""

        IMPRINT = "imprint", _("Imprint")
        PRIVACY = "privacy", _("Privacy")
        ACCESSIBILITY = "accessibility", _("Accessibility")
        RANKING = "ranking", _("How lists are sorted")
        TERMS = "terms", _("Terms of use")

    slug = models.CharField(_("page"), max_length=20, choices=Slug.choices, unique=True)
    title = models.CharField(_("title"), max_length=120)
    body = models.TextField(_("text"), help_text=_("Markdown: ## heading, - list, [text](address)."))
    changed_at = models.DateTimeField(_("changed on"), auto_now=True)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.get_slug_display())
