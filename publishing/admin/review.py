"""The page on which a clerk reads an entry and decides about it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from publishing import services
from publishing.choices import ReviewReason
from publishing.diff import Row, changes
from publishing.dossier import Dossier, dossier
from publishing.exceptions import AlreadyDecided, ChangedMeanwhile, NotResponsible, ReviewError
from publishing.forms import APPROVE, DECISIONS, REVERT, SEND_BACK, DecisionForm
from publishing.models import ReviewItem, Revision
from publishing.registry import region_names

QUEUE, REVIEW = "admin:publishing_reviewitem_changelist", "admin:publishing_reviewitem_change"
SERVICES: dict[str, Callable[..., Any]] = {
    APPROVE: services.approve,
    SEND_BACK: services.send_back,
    REVERT: services.revert,
}


def review_page(site: AdminSite, request: HttpRequest, item: ReviewItem) -> HttpResponse:
    """Show an entry, or carry out the decision that was posted."""
    occasion = ReviewReason(item.reason)
    if request.method != "POST":
        return _page(site, request, item, DecisionForm(occasion=occasion))
    form = DecisionForm(request.POST, occasion=occasion)
    if not form.is_valid():
        return _page(site, request, item, form, status=422)
    try:
        _decide(item, form, request.user)
    except NotResponsible:
        return stranger_page(site, request)
    except ReviewError as error:
        return _conflict(site, request, item, form, error)
    done = _said(item, form.cleaned_data["decision"])
    messages.success(request, done % {"name": item.title})
    return HttpResponseRedirect(next_address(request))


def stranger_page(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Nothing of the entry, only what the clerk has typed: for the case that its region has changed meanwhile."""
    context = {
        **site.each_context(request),
        "title": _("This entry is not yours to decide"),
        "typed": request.POST.get("reason", ""),
    }
    return TemplateResponse(request, "publishing/not_responsible.html", context, status=404)


def next_address(request: HttpRequest) -> str:
    """The next entry that waits for the clerk, or the empty queue."""
    following = ReviewItem.objects.open().visible_to(request.user).own_first(request.user).first()
    if following is None:
        messages.info(request, _("Nothing else is waiting for you."))
        return reverse("admin:index")
    return reverse(REVIEW, args=[following.pk])


def _decide(item: ReviewItem, form: DecisionForm, actor: Any) -> None:
    values = form.cleaned_data
    reasons = {} if values["decision"] == APPROVE else {"reason": values["reason"], "standard": values["standard"]}
    SERVICES[values["decision"]](item_id=item.pk, actor=actor, revision_id=values["revision"], **reasons)


def _said(item: ReviewItem, decision: str) -> str:
    if decision == SEND_BACK:
        return _("“%(name)s” has been sent back. The owners have been told the reason.")
    if decision == REVERT:
        return _("The change to “%(name)s” has been reverted. The owners have been told the reason.")
    if item.reason == ReviewReason.FIRST:
        return _("“%(name)s” is published now. The owners have been told.")
    return _("The change to “%(name)s” has been approved.")


def _conflict(
    site: AdminSite, request: HttpRequest, item: ReviewItem, form: DecisionForm, error: ReviewError
) -> HttpResponse:
    """The same page with the present state, a message, and all that was typed."""
    item = ReviewItem.objects.select_related("submitted_by", "decided_by").get(pk=item.pk)
    since: list[Row] = []
    if isinstance(error, ChangedMeanwhile):
        messages.warning(request, _("The entry has been changed since you opened this page. Nothing was decided yet."))
        since = _changed_since(item, form.cleaned_data["revision"])
    elif isinstance(error, AlreadyDecided) and item.closed_at:
        messages.warning(request, _("Somebody was quicker: this entry has been decided. Your decision was not needed."))
    else:
        messages.error(request, _("This decision is not possible for this entry. Nothing was changed."))
    return _page(site, request, item, form, since=since, status=409)


def _changed_since(item: ReviewItem, revision_id: int) -> list[Row]:
    revisions = Revision.objects.of(item.kind, item.object_id)
    read, latest = revisions.filter(pk=revision_id).first(), revisions.first()
    found = dossier(item)
    return changes(found.subject, read.snapshot, latest.snapshot) if found and read and latest else []


def _page(
    site: AdminSite,
    request: HttpRequest,
    item: ReviewItem,
    form: DecisionForm,
    *,
    since: list[Row] | None = None,
    status: int = 200,
) -> HttpResponse:
    found = dossier(item)
    if found is None:
        raise Http404
    context = {
        **site.each_context(request),
        "title": item.title,
        "opts": ReviewItem._meta,
        "item": item,
        "dossier": found,
        "form": form,
        "since": since,
        "decisions": DECISIONS[ReviewReason(item.reason)],
        "region_name": region_names().get(item.region_code, item.region_code),
        **_addresses(found),
    }
    return TemplateResponse(request, "publishing/review.html", context, status=status)


def _addresses(found: Dossier) -> dict[str, str]:
    paths = found.subject.paths(found.entry)
    (public, public_arguments), (change, change_arguments) = paths["public"], paths["admin"]
    correct = reverse(change, args=change_arguments)
    return {
        "public_url": reverse(public, args=public_arguments),
        "correct_url": f"{correct}?review={found.item.pk}",
        "history_url": reverse(change.replace("_change", "_history"), args=change_arguments),
    }
