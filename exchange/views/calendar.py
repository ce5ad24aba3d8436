"""One person's meetings as a calendar file; the address stays the same, so that calendars can ask again."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from bilingual.links import path_in
from bilingual.text import page_language
from events.icalendar import CONTENT_TYPE
from exchange.icalendar import calendar_of, file_name, told_meetings
from exchange.plans import told_plan
from exchange.views.own import OwnMixin


class OwnCalendarView(OwnMixin):
    """Everything that was ever told; what has fallen out is cancelled in it."""

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """The file, empty while nothing was told."""
        me, language = self.me, page_language()
        path = path_in(language, "exchange_own_timetable", self.token, self.row.pk)
        told = told_meetings(self.exchange.pk, me.pk)
        content = calendar_of(me, told, told_plan(self.exchange.pk), language, path)
        name = file_name(self.row.event)
        return HttpResponse(
            content,
            content_type=CONTENT_TYPE,
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )
