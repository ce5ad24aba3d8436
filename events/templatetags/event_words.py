"""Dates and places of events in templates: `{% load event_words %}`."""

from django import template

from events import dates, extras, places
from events.models import Event, ProgrammeItem

register = template.Library()


@register.filter
def event_date(event: Event) -> str:
    """`{{ event|event_date }}`: "12.–13. März 2027", "1. Jahreshälfte 2025"."""
    return dates.date_text(event)


@register.filter
def event_hours(event: Event) -> str:
    """`{{ event|event_hours }}`: "9:00–16:00 Uhr"; empty where they are open."""
    return dates.time_text(event)


@register.filter
def event_when(event: Event) -> str:
    """`{{ event|event_when }}`: date and hours."""
    return dates.when_text(event)


@register.filter
def item_when(item: ProgrammeItem) -> str:
    """`{{ item|item_when }}`: day, hours and room of a programme item."""
    return dates.item_when_text(item)


@register.filter
def event_place(event: Event) -> str:
    """`{{ event|event_place }}`: the town, the side of the border, or online."""
    return places.place_text(event)


@register.simple_tag
def organiser_pages(event: Event) -> list[extras.OrganiserPage]:
    """`{% organiser_pages event as pages %}`: what other apps add to the organisers' navigation."""
    return extras.organiser_pages(event)
