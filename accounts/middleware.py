"""Which language a page has outside the prefixes, and who may enter the administration."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
Handler = Callable[[HttpRequest], HttpResponse]


class PreferredLanguageMiddleware:
    """Under a prefix the address decides and is remembered in the cookie; elsewhere the signed-in user's wish does."""

    def __init__(self, get_response: Handler) -> None:
        """Stand before the views."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Choose the language of this page."""
        prefix = translation.get_language_from_path(request.path_info)
        if prefix is None:
            _activate_preferred_language(request)
            return self.get_response(request)
        response = self.get_response(request)
        if request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) != prefix:
            _remember_language(response, prefix)
        return response


def _activate_preferred_language(request: HttpRequest) -> None:
    # LocaleMiddleware reads the active language for Content-Language when the response passes it
    if request.user.is_authenticated:
        translation.activate(request.user.preferred_language)
        request.LANGUAGE_CODE = translation.get_language()


def _remember_language(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        domain=settings.LANGUAGE_COOKIE_DOMAIN,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,  # type: ignore[arg-type]
    )


class SecondFactorMiddleware:
    """Staff enter the administration only with a second factor (STAFF_SECOND_FACTOR)."""

    def __init__(self, get_response: Handler) -> None:
        """Stand before the views."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Send staff without a second factor to the page where they set one up."""
        if settings.STAFF_SECOND_FACTOR and _lacks_second_factor(request):
            messages.warning(request, _("Please set up a second factor first: staff may only work with one."))
            return redirect("mfa_index")
        return self.get_response(request)


def _lacks_second_factor(request: HttpRequest) -> bool:
    if not request.path_info.startswith(reverse("admin:index")):
        return False
    user = request.user
    return user.is_authenticated and user.is_staff and not is_mfa_enabled(user, SECOND_FACTORS)
