"""The house itself: length of files, names, vendored files, documents that keep up."""

import hashlib
import json
import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.template.loader import get_template

from glokal.environment import BASE_DIR

LONGEST_FILE = 300
COUNTED = {".py", ".html", ".css", ".js"}
FORBIDDEN_NAMES = {"core", "common", "utils", "helpers"}


def _files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=BASE_DIR, check=True, capture_output=True, text=True
    )
    return [BASE_DIR / name for name in listed.stdout.splitlines() if (BASE_DIR / name).exists()]


def _own_code() -> list[Path]:
    return [
        path
        for path in _files()
        if path.suffix in COUNTED and "vendor" not in path.parts and "migrations" not in path.parts
    ]


def test_files_stay_short() -> None:
    long = {str(path.relative_to(BASE_DIR)): len(path.read_text().splitlines()) for path in _own_code()}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FILE} == {}


def test_no_drawer_for_everything() -> None:
    assert [path for path in _own_code() if FORBIDDEN_NAMES & {*path.parts, path.stem}] == []


def test_vendored_files_are_what_the_manifest_says() -> None:
    vendor = BASE_DIR / "static" / "vendor"
    manifest = json.loads((vendor / "manifest.json").read_text())
    assert all(entry["name"] and entry["version"] and entry["licence"] for entry in manifest)
    listed = {file["path"]: file["sha256"] for entry in manifest for file in entry["files"]}
    there = {
        str(path.relative_to(vendor)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in vendor.rglob("*")
        if path.is_file() and path.name not in {"manifest.json", "README.md"}
    }
    assert listed == there


def test_every_template_compiles() -> None:
    folder = BASE_DIR / "templates"
    names = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.suffix in {".html", ".txt"}]
    assert len(names) > 50
    for name in names:
        get_template(name)


def test_no_inline_script_or_style_in_pages() -> None:
    inline = re.compile(r"<script(?![^>]*(src=|application/))|<style|\sstyle=|\son[a-z]+=\"|javascript:", re.IGNORECASE)
    found = [
        str(path.relative_to(BASE_DIR))
        for path in (BASE_DIR / "templates").rglob("*.html")
        # mail programs know no style sheets
        if "emails" not in path.parts and "email" not in path.parts and inline.search(path.read_text())
    ]
    assert found == []


def test_no_registry_addresses_in_the_pins() -> None:
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-uv.txt"):
        text = (BASE_DIR / name).read_text()
        assert "http" not in text
        assert "--hash=sha256:" in text


def test_every_make_target_and_variable_is_documented() -> None:
    documents = "\n".join(path.read_text() for path in (BASE_DIR / "docs").rglob("*.md"))
    documents += (BASE_DIR / "README.md").read_text()
    targets = re.findall(r"^([a-z]+):.*##", (BASE_DIR / "Makefile").read_text(), re.MULTILINE)
    assert len(targets) > 5
    assert [target for target in targets if f"make {target}" not in documents] == []
    sources = "\n".join(path.read_text() for path in (BASE_DIR / "glokal").glob("*.py"))
    variables = set(re.findall(r"""(?:env\.\w+|required|environ\.get)\(\s*"([A-Z_]+)\"""", sources))
    assert "SECRET_KEY" in variables
    assert [name for name in sorted(variables) if f"`{name}`" not in documents] == []


def test_every_management_command_is_documented() -> None:
    documents = "\n".join(path.read_text() for path in (BASE_DIR / "docs").rglob("*.md"))
    commands = [path.stem for path in BASE_DIR.glob("*/management/commands/*.py") if path.stem != "__init__"]
    assert commands
    assert [name for name in commands if f"`{name}`" not in documents] == []


@pytest.mark.parametrize("app", ["accounts", "alerts", "bilingual", "companies", "enquiries", "events", "exchange",
                                 "glokal", "institutions", "listings", "matching", "organisations", "publishing",
                                 "radar", "search"])  # fmt: skip
def test_every_app_is_installed_and_explained(app: str) -> None:
    assert apps.get_app_config(app)
    assert f"`{app}`" in (BASE_DIR / "docs" / "architecture.md").read_text()


def test_decisions_are_short_and_numbered() -> None:
    decisions = sorted((BASE_DIR / "docs" / "decisions").glob("*.md"))
    assert [path.name[:4] for path in decisions] == [f"{number:04d}" for number in range(1, len(decisions) + 1)]
    for path in decisions:
        text = path.read_text()
        assert all(word in text for word in ("Context", "Decision", "Consequence")), path.name
        assert len(text.splitlines()) <= 20, path.name
