"""How many SQL statements each page needs, asked in a process of its own over the corpus."""

import json
import os
import subprocess
import sys

from bench.pages import PAGES
from glokal.environment import BASE_DIR

SCRIPT = """
import json, sys
import django
django.setup()
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from accounts.models import User
counted = {}
for path, account in json.loads(sys.argv[1]):
    client = Client(headers={"host": "localhost"})
    if account:
        client.force_login(User.objects.get(email=account))
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200, path
    counted[path] = len(queries)
print(json.dumps(counted))
"""


def statements(url: str) -> dict[str, int]:
    """Statements by path, at the second request of a process."""
    environment = {**os.environ, "DATABASE_URL": url, "GLOKAL_BENCH": "1", "DJANGO_SETTINGS_MODULE": "glokal.settings"}
    pages = json.dumps([(page.path, page.account) for page in PAGES])
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, pages], cwd=BASE_DIR, env=environment, check=True, capture_output=True, text=True
    )
    counted: dict[str, int] = json.loads(done.stdout.splitlines()[-1])
    return counted
