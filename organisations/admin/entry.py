"""What the admins of all entries in two languages have in common: profiles, offers and demands."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modeltranslation.admin import TabbedTranslationAdmin

from bilingual.choices import Language
from publishing.admin.curated import CuratedAdmin
from publishing.admin.review import next_address
from publishing.models import ReviewItem
from publishing.registry import subject_of
from search.parameters import number_from


class EntryAdmin(CuratedAdmin, TabbedTranslationAdmin):
    """Entries of the clerk's regions; their form compares versions, and `save_related` writes by one service."""

    save_on_top = True

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """`version` is a field of the form alone: the model's own is never typed in."""
        fields = kwargs.get("fields") or []
        kwargs["fields"] = [name for name in fields if name != "version"] or None
        return super().get_form(request, obj, change=change, **kwargs)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """When saving, hold the entry: the form compares versions, and the review must wait until it is written."""
        entry = super().get_object(request, object_id, from_field)
        if entry is not None and request.method == "POST" and "/change/" in request.path:
            subject_of(entry.kind).get(entry.pk, lock=True)
            entry = super().get_object(request, object_id, from_field)
        return entry

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Everything is written in `save_related`, by one service."""

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """The history of the entry says what has changed; Django's own log names only the fields."""
        return super().construct_change_message(request, form, [], add)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Who came from the review goes back to it; who has handed an entry over cannot stay on its page."""
        review = number_from(request.GET.get("review"))
        if review is not None and "_continue" not in request.POST:
            return self._back_to_review(request, obj, review)
        if not self.get_queryset(request).filter(pk=obj.pk).exists():
            messages.success(request, _("“%(name)s” was saved and now belongs to another region.") % {"name": obj})
            return self.response_post_save_change(request, obj)
        return super().response_change(request, obj)

    def _back_to_review(self, request: HttpRequest, obj: Any, item_id: int) -> HttpResponse:
        item = ReviewItem.objects.open().visible_to(request.user).filter(pk=item_id).first()
        if item is not None:
            messages.success(request, _("Your correction of “%(name)s” is saved. Please decide now.") % {"name": obj})
            return HttpResponseRedirect(reverse("admin:publishing_reviewitem_change", args=[item.pk]))
        messages.success(request, _("Your correction of “%(name)s” is saved and counts as reviewed.") % {"name": obj})
        return HttpResponseRedirect(next_address(request))

    def render_change_form(
        self,
        request: HttpRequest,
        context: Any,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        """The waiting review stands on top of the form."""
        if obj is not None:
            context["waiting"] = ReviewItem.objects.open().of(obj.kind, obj.pk).first()
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description="DE", ordering="state_de")
    def german(self, entry: Any) -> str:
        """How far the German texts are, under a short heading."""
        return str(entry.get_state_de_display())

    @admin.display(description="CS", ordering="state_cs")
    def czech(self, entry: Any) -> str:
        """How far the Czech texts are."""
        return str(entry.get_state_cs_display())

    @admin.display(description=gettext_lazy("state"))
    def state(self, entry: Any) -> str:
        """Status of the entry and of its texts."""
        texts = [f"{language.label}: {entry.state(language).label}" for language in Language]
        return " · ".join([str(entry.get_status_display()), *texts])
