"""Outside the demo a missing setting is an error that names it."""

import os
import subprocess
import sys

import pytest

from glokal.environment import BASE_DIR

COMPLETE = {
    "SECRET_KEY": "x" * 60,
    "SITE_URL": "https://glokal.example",
    "ALLOWED_HOSTS": "glokal.example",
    "MAIL_URL": "smtp://localhost",
    "DEFAULT_FROM_EMAIL": "glokal@glokal.example",
    "GLOKAL_DEMO": "0",
}


def _start(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    script = "import django; django.setup()"
    clean = {key: value for key, value in os.environ.items() if key not in COMPLETE}
    # an empty value beats the file .env
    full = {**clean, **dict.fromkeys(COMPLETE, ""), "GLOKAL_DEMO": "0", **environment}
    full["DJANGO_SETTINGS_MODULE"] = "glokal.settings"
    return subprocess.run(
        [sys.executable, "-c", script], cwd=BASE_DIR, env=full, check=False, capture_output=True, text=True
    )


def test_complete_settings_start() -> None:
    done = _start(COMPLETE)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", [name for name in COMPLETE if name != "GLOKAL_DEMO"])
def test_a_missing_variable_is_named(name: str) -> None:
    done = _start({key: value for key, value in COMPLETE.items() if key != name})
    assert done.returncode != 0
    assert name in done.stderr
