"""The meeting exchange in the navigation of an event's organisers."""

from django.urls import reverse
from django.utils.translation import gettext as _

from events.extras import OrganiserPage, register_organiser_page
from events.models import Event


@register_organiser_page
def pages(event: Event) -> list[OrganiserPage]:
    """One entry; its own pages stand in the frame of the exchange."""
    return [OrganiserPage(_("Meeting exchange"), reverse("exchange_setup", args=[event.pk]), "exchange")]
