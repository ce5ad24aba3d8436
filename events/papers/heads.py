"""What stands on every paper of an event: title, date, place, organisers, the emblem."""

from functools import cache
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from events.choices import PartnerRole
from events.dates import when_text
from events.models import Event
from events.papers.wording import Part, Wording, same
from events.places import location_text


@cache
def emblem() -> str:
    """The emblem of the European Union, drawn as on the pages."""
    svg = render_to_string("components/eu_emblem.html")
    return svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def hosts_of(event: Event) -> list[str]:
    """The organiser and the co-organisers."""
    partners = event.partners.filter(role=PartnerRole.CO_ORGANISER).select_related("organisation")
    return list(dict.fromkeys([event.organisation.name, *(str(partner) for partner in partners)]))


def head(event: Event, wording: Wording, title: str | Promise) -> dict[str, Any]:
    """The part of the data that `house.typ` reads."""
    titles = wording.of(event, "title") or same(str(event))
    said = wording.say(title)
    return {
        "lang": wording.first.value,
        "title": said,
        "document_title": f"{_line(said)}: {_line(titles)}",
        "author": event.organisation.name,
        "event": {"title": titles, "date": wording.made(lambda: when_text(event)), "place": same(location_text(event))},
        "emblem": emblem(),
        "emblem_alt": _line(wording.say(_("Emblem of the European Union"))),
        "footer": _footer(event, wording),
        "nobody": wording.say(_("There is nothing to print yet.")),
    }


def _footer(event: Event, wording: Wording) -> str:
    with override(wording.first.value):
        return f"{event.organisation.name} · {date_format(timezone.localdate(), 'SHORT_DATE_FORMAT')}"


def _line(parts: list[Part]) -> str:
    return " / ".join(part["text"] for part in parts)
