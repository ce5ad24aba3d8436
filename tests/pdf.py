"""What a program that reads PDF finds in one."""

import os
import shutil
import subprocess

import pytest


def text_of_pdf(pdf: bytes) -> str:
    """The words of a PDF, with single spaces; skips where poppler-utils is missing, and fails in the CI."""
    if shutil.which("pdftotext") is None:
        missing = pytest.fail if os.environ.get("CI", "").lower() in {"1", "true"} else pytest.skip
        missing("pdftotext (Debian: poppler-utils) is missing.")
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())
