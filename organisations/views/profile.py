"""Editing a profile."""

from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.generic import View

from accounts.held_input import HeldInputMixin
from bilingual.choices import Language, TextState
from organisations.exceptions import EditConflict
from organisations.forms.certificates import CertificateFormSet, posted_certificates, unjudged
from organisations.forms.pickers import LISTS
from organisations.forms.profile import ProfileForm
from organisations.services.profiles import save_profile
from organisations.views.conflicts import saved_meanwhile

STEPS = ("find", "suggest", "add_certificate")


def pressed_step(data: QueryDict) -> str:
    """What the pressed button of a form with pickers means; Enter in a search box searches, elsewhere it saves ("")."""
    action = data.get("action", "")
    if action == "enter":
        new_search = any(data.get(f"{name}_search", "") != data.get(f"{name}_searched", "") for name in LISTS)
        return "find" if new_search else ""
    return action


class ProfileEditView(HeldInputMixin, View):
    """The form of a profile; its steps that only look something up keep what is typed and save nothing."""

    model: type[models.Model]
    form_class: type[ProfileForm]
    template_name = "organisations/profile_form.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The saved profile, or what was typed before the session ended."""
        entry = self._entry(pk)
        if self.held is None:
            return self._page(self.form_class(instance=entry), CertificateFormSet(instance=entry))
        messages.info(request, _("You were signed out in the meantime. What you typed is back, but not saved yet."))
        form = self.form_class(self.held, instance=entry).without_errors()
        return self._page(form, unjudged(posted_certificates(self.held, entry)))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Save, or take one of the steps."""
        entry = self._entry(pk)
        form = self.form_class(request.POST, request.FILES, instance=entry)
        if (step := pressed_step(request.POST)) in STEPS:
            certificates = posted_certificates(request.POST, entry, more=int(step == "add_certificate"))
            return self._page(form.without_errors(), unjudged(certificates))
        certificates = posted_certificates(request.POST, entry)
        if not (form.is_valid() & certificates.is_valid()):
            return self._page(form, certificates, status=422)
        try:
            self._save(form, certificates)
        except EditConflict as conflict:
            return self._conflict(form, conflict)
        return self._saved(form, form.instance)

    def _entry(self, pk: int) -> Any:
        return get_object_or_404(self.model._default_manager.editable_by(self.request.user), pk=pk)  # type: ignore[attr-defined]

    def _save(self, form: ProfileForm, certificates: Any) -> None:
        save_profile(
            form=form,
            certificates=certificates,
            actor=self.request.user,
            version=form.cleaned_data["version"],
            checked=form.cleaned_data["translation_checked"],
        )

    def _saved(self, form: ProfileForm, entry: Any) -> HttpResponse:
        messages.success(self.request, _("The profile has been saved."))
        translation = entry.state(Language(entry.original_language).other)
        if form.cleaned_data["translation_checked"] and translation != TextState.CHECKED:
            messages.warning(self.request, _("The translation still lacks a text, so it is shown as a draft."))
        return redirect("organisation_status", entry.pk)

    def _conflict(self, form: ProfileForm, conflict: EditConflict) -> HttpResponse:
        """Nothing is lost: the typed texts stay in the form, the saved ones of the other editor stand beside.

        Where both say the same, as after pressing twice, there is no conflict.
        """
        saved = self._entry(form.instance.pk)
        certificates = posted_certificates(form.data, saved, with_others=True)
        posted = posted_certificates(form.data, saved)
        differ = posted.has_changed() or posted.total_form_count() < certificates.total_form_count()
        if not (conflict.fields or differ):
            return self._saved(form, saved)
        rows = saved_meanwhile(form, saved, conflict.fields, with_certificates=differ)
        data = self.request.POST.copy()
        data["version"] = str(conflict.version)
        typed = self.form_class(data, instance=saved).without_errors()
        return self._page(typed, unjudged(certificates), conflict=rows, status=409)

    def _page(self, form: ProfileForm, certificates: Any, *, status: int = 200, **context: Any) -> HttpResponse:
        saved = self.model._default_manager.get(pk=form.instance.pk)
        context |= {"form": form, "certificates": certificates, "organisation": saved}
        context["lost_file"] = bool(self.request.FILES) and "logo" not in form.errors
        return render(self.request, self.template_name, context, status=status)
