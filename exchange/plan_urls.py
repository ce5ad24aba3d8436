"""Addresses of computing, comparing and publishing plans."""

from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from exchange.views import changes, plan, result, what_if

urlpatterns: list[URLPattern | URLResolver] = [
    path(_("<int:pk>/exchange/plan/"), plan.PlanView.as_view(), name="exchange_plan"),
    path(_("<int:pk>/exchange/plan/progress/"), plan.ProgressView.as_view(), name="exchange_plan_progress"),
    path(_("<int:pk>/exchange/plan/steps/"), plan.StepsView.as_view(), name="exchange_plan_steps"),
    path(_("<int:pk>/exchange/plan/meetings/"), result.ResultView.as_view(), name="exchange_plan_result"),
    path(_("<int:pk>/exchange/plan/unmet/"), result.UnmetView.as_view(), name="exchange_plan_unmet"),
    path(_("<int:pk>/exchange/plan/meetings/<int:part>/"), result.MeetingView.as_view(), name="exchange_plan_meeting"),
    path(_("<int:pk>/exchange/plan/changes/"), changes.ChangesView.as_view(), name="exchange_plan_changes"),
    path(_("<int:pk>/exchange/plan/adjust/"), changes.AdjustView.as_view(), name="exchange_plan_adjust"),
    path(_("<int:pk>/exchange/plan/what-if/"), what_if.WhatIfView.as_view(), name="exchange_plan_what_if"),
]
