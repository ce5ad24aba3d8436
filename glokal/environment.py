"""What the surroundings decide: the variables of docs/operations.md, read once."""

import os
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

# numpy reads it when it is loaded: its threads wait for their next work by counting, which costs a search as much
# processor time again as the search itself, and the products of one question with a few thousand rows need no help
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

env = environ.Env()
env.read_env(BASE_DIR / ".env")


def required(name: str, *, demo: str | None) -> str:
    """The value of variable `name`; in the demo `demo` stands in for a missing one.

    Raises ImproperlyConfigured, naming the variable, when it is missing elsewhere.
    """
    if value := env.str(name, default=""):
        return value
    if demo is not None and env.bool("GLOKAL_DEMO", default=False):
        return demo
    raise ImproperlyConfigured(f"Set the environment variable {name}: see docs/operations.md.")


def mailers() -> dict[str, dict[str, Any]]:
    """Django's MAILERS: `MAIL_URL` (smtp://…) or, in the demo, files in var/mail/."""
    url = env.str("MAIL_URL", default="")
    if not url:
        if not env.bool("GLOKAL_DEMO", default=False):
            raise ImproperlyConfigured("Set the environment variable MAIL_URL: see docs/operations.md.")
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {"default": {"BACKEND": backend, "OPTIONS": {"file_path": VAR_DIR / "mail"}}}
    parsed = env.email_url("MAIL_URL")
    names = {
        "EMAIL_HOST": "host",
        "EMAIL_PORT": "port",
        "EMAIL_HOST_USER": "username",
        "EMAIL_HOST_PASSWORD": "password",
        "EMAIL_USE_TLS": "use_tls",
        "EMAIL_USE_SSL": "use_ssl",
    }
    options = {names[key]: value for key, value in parsed.items() if key in names and value}
    options["timeout"] = 30  # seconds; a mail holds its row while it is handed over
    return {"default": {"BACKEND": parsed["EMAIL_BACKEND"], "OPTIONS": options}}
