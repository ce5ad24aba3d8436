"""Papers of an exchange: the organisers' page with all of them, each as PDF, and one person's own timetable."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.generic import View

from bilingual.text import page_language
from events.papers.wording import PaperLanguage
from events.views.papers import pdf_response
from exchange.forms.papers import PaperForm
from exchange.models import Plan
from exchange.papers.catalogue import ABOUT, Paper, file_name, own_timetable, printed
from exchange.plans import draft_plan, told_plan
from exchange.views.base import ExchangeMixin
from exchange.views.own import OwnMixin


class PrintingMixin(ExchangeMixin):
    """The plan that is printed: the told one, or the draft while there is none."""

    tab = "papers"
    template_name = "exchange/organiser/papers.html"

    def plan(self) -> Plan | None:
        """With its exchange and event at hand."""
        plan = told_plan(self.exchange.pk) or draft_plan(self.exchange.pk)
        if plan:
            plan.exchange = self.exchange
        return plan

    def papers_page(self, wrong: dict[Paper, PaperForm], *, status: int = 200) -> HttpResponse:
        """All papers with their choices; `wrong`: those that have to be chosen again."""
        papers = [
            (paper, ABOUT[paper], wrong.get(paper) or PaperForm(paper=paper, auto_id=f"{paper}_%s")) for paper in Paper
        ]
        return self.page(plan=self.plan(), papers=papers, status=status)


class PapersView(PrintingMixin, View):
    """All papers, each with its few choices."""

    def get(self, _request: HttpRequest, pk: int) -> HttpResponse:
        """The page; without a plan it says where plans are made."""
        return self.papers_page({})


class PaperView(PrintingMixin, View):
    """One paper as PDF."""

    def get(self, request: HttpRequest, pk: int, paper: str) -> HttpResponse:
        """The PDF, or the choices again with what is wrong about them."""
        plan = self.plan()
        if paper not in Paper.values or plan is None:
            raise Http404
        wanted = Paper(paper)
        form = PaperForm(request.GET, paper=wanted, auto_id=f"{wanted}_%s")
        if not form.is_valid():
            return self.papers_page({wanted: form}, status=400)
        wish = form.wish()
        return pdf_response(printed(wanted, plan, wish), file_name(wanted, plan, wish))


class OwnPaperView(OwnMixin):
    """One person's timetable as PDF, in the language of the page or as the address says."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """The PDF; there is none before a plan was told."""
        plan, wanted = told_plan(self.exchange.pk), request.GET.get("language", page_language().value)
        if plan is None or wanted not in PaperLanguage.values:
            raise Http404
        plan.exchange = self.exchange
        name = f"{slugify(_('Personal timetable'))}-{self.row.event.slug[:60]}.pdf"
        return pdf_response(own_timetable(plan, self.me, wanted), name)
