"""Companies of the border region."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CompaniesConfig(AppConfig):
    """The face of an organisation that buys and sells."""

    name = "companies"
    verbose_name = _("Companies")
