"""Addresses of the papers of an exchange, under the organiser pages."""

from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from exchange.views.papers import PapersView, PaperView

urlpatterns: list[URLPattern | URLResolver] = [
    path(_("<int:pk>/exchange/papers/"), PapersView.as_view(), name="exchange_papers"),
    path(_("<int:pk>/exchange/papers/<str:paper>.pdf"), PaperView.as_view(), name="exchange_paper"),
]
