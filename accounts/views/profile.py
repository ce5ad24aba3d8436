"""Pages of one's own account beside those of allauth."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.forms import ModelForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.generic import UpdateView

from accounts.forms import ProfileForm
from accounts.models import User


class ProfileView(LoginRequiredMixin, UpdateView):
    """Name, titles and language of the signed-in user."""

    form_class = ProfileForm
    template_name = "accounts/profile.html"
    success_url = reverse_lazy("account_profile")

    def get_object(self, queryset: Any = None) -> User:
        """Always oneself. Read anew: a rejected form must not change the name in the page's header."""
        return get_object_or_404(User, pk=self.request.user.pk)

    def form_valid(self, form: ModelForm) -> HttpResponse:
        """Save and say so."""
        messages.success(self.request, _("Your details have been saved."))
        return super().form_valid(form)
