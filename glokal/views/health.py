"""Questions of those who keep the machine running."""

from datetime import timedelta

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import Error
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

HEARTBEAT = timedelta(seconds=60)
"""procrastinate's workers sign every ten seconds."""


@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """The process lives."""
    return JsonResponse({"status": "ok"})


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Database, migrations and a worker are there; 503 names what is missing."""
    checks = {"database": False, "migrations": False, "worker": False}
    try:
        executor = MigrationExecutor(connection)
        checks["database"] = True
        checks["migrations"] = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        checks["worker"] = _worker_lives()
    except Error:
        pass
    ready = all(checks.values())
    return JsonResponse({"status": "ok" if ready else "unavailable", **checks}, status=200 if ready else 503)


def _worker_lives() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select 1 from procrastinate_workers where last_heartbeat > %s)",
            [timezone.now() - HEARTBEAT],
        )
        return bool(cursor.fetchone()[0])
