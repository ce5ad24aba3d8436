"""The URL map: `/de/…` and `/cs/…` with translated paths, and a few addresses without a language."""

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView

from glokal.models import Page
from glokal.views import errors
from glokal.views.floor import floor
from glokal.views.health import healthz, readyz
from glokal.views.home import HomeView
from glokal.views.media import logo
from glokal.views.pages import PageView, ProjectView
from glokal.views.root import root
from glokal.views.search import SearchView
from glokal.views.terms import SuggestTermView

admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", root),
    path("healthz", healthz),
    path("readyz", readyz),
    path("admin/", admin.site.urls),
    path("media/logos/<str:name>", logo),
    path("favicon.ico", RedirectView.as_view(url="/static/img/favicon.svg", permanent=True)),
    *i18n_patterns(
        path("", HomeView.as_view(), name="home"),
        path(_("companies/"), include("companies.urls")),
        path(_("institutions/"), include("institutions.urls")),
        path(_("offers-and-demands/"), include("listings.urls")),
        path(_("events/"), include("exchange.urls")),
        path(_("events/"), include("events.registration_urls")),
        path(_("events/"), include("events.exhibition_urls")),
        path(_("events/"), include("events.survey_urls")),
        path(_("events/"), include("events.urls")),
        path(_("organising/"), include("exchange.organiser_urls")),
        path(_("organising/"), include("exchange.plan_urls")),
        path(_("organising/"), include("exchange.paper_urls")),
        path(_("organising/"), include("exchange.day_urls")),
        path(_("organising/"), include("events.day_urls")),
        path(_("organising/"), include("events.organiser_urls")),
        path(_("search/"), SearchView.as_view(), name="search"),
        path(_("search/suggest-term/"), SuggestTermView.as_view(), name="suggest_term"),
        path(_("workspace/"), include("organisations.urls")),
        path(_("workspace/"), include("listings.workspace_urls")),
        path(_("workspace/"), include("matching.urls")),
        path(_("workspace/"), include("events.workspace_urls")),
        path(_("workspace/"), include("enquiries.workspace_urls")),
        path(_("workspace/"), include("radar.urls")),
        path(_("workspace/"), include("alerts.urls")),
        path(_("workspace/"), include("companies.workspace_urls")),
        path(_("workspace/"), include("institutions.workspace_urls")),
        path(_("enquiries/"), include("enquiries.urls")),
        path(_("account/"), include("accounts.urls")),
        path(_("account/"), include("allauth.urls")),
        path(_("project/"), ProjectView.as_view(), name="project"),
        path(_("imprint/"), PageView.as_view(), {"slug": Page.Slug.IMPRINT}, name="imprint"),
        path(_("privacy/"), PageView.as_view(), {"slug": Page.Slug.PRIVACY}, name="privacy"),
        path(_("accessibility/"), PageView.as_view(), {"slug": Page.Slug.ACCESSIBILITY}, name="accessibility"),
        path(_("ranking/"), PageView.as_view(), {"slug": Page.Slug.RANKING}, name="ranking"),
        path(_("terms/"), PageView.as_view(), {"slug": Page.Slug.TERMS}, name="terms"),
        *([path("floor/", floor)] if settings.BENCH else []),
    ),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
