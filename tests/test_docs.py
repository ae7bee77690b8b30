"""Documents are held to the code: every setting is described, every port and command named, every link leads somewhere."""

import re
import subprocess
import sys

import pytest

from rooms import concepts
from server.config import Settings
from tests.harness.source import LAYERS, ROOT, python_files

DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def settings():
    """The fields of Settings, and what some file reads from the environment directly."""
    code = "".join(file.read_text() for file in python_files(*LAYERS))
    read = re.findall(r"""environ(?:\.get\(|\[)["'](AMPHI_\w+)""", code)
    return {f"AMPHI_{name.upper()}" for name in Settings.model_fields} | set(read)


def documented():
    rows = re.findall(r"^\| `(AMPHI_\w+)`", (ROOT / "docs" / "operations.md").read_text(), re.MULTILINE)
    return set(rows)


def test_every_setting_is_a_row_of_the_operations_guide():
    assert not settings() - documented()


def test_the_operations_guide_describes_no_setting_that_does_not_exist():
    assert not documented() - settings()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_links_between_documents_lead_somewhere(document):
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", document.read_text())
    assert not [target for target in targets if not (document.parent / target).exists()]


def test_the_architecture_lists_every_concept_of_the_class():
    text = (ROOT / "docs" / "architecture.md").read_text()
    listed = re.findall(r"one file a concept \(`([a-z_ ]+)`\)", text)
    assert sorted(listed[0].split()) == sorted(
        module.__name__.removeprefix("rooms.") for module in concepts.CONCEPTS
    )


def test_generated_types_and_tables_follow_the_rooms():
    checked = subprocess.run(
        [sys.executable, "-m", "rooms.schema", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_commands_of_dev_py_are_in_its_help():
    shown = subprocess.run(
        [sys.executable, "dev.py", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for command in ("run", "test", "check", "bench", "bot", "demo", "speech", "wheel", "lock"):
        assert re.search(rf"^\s+{command}\s", shown.stdout, re.MULTILINE), command


def test_the_readme_names_every_bench_that_dev_py_knows():
    shown = subprocess.run(
        [sys.executable, "dev.py", "bench"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    known = re.findall(r"\w+", shown.stderr.partition("known:")[2] + shown.stdout.partition("known:")[2])
    row = re.search(r"dev\.py bench NAME` \| measures: (.*) \|", (ROOT / "README.md").read_text())
    assert row and sorted(re.findall(r"`(\w+)`", row[1])) == known


def test_lock_files_name_no_host_and_only_hashed_versions():
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-speech.lock"):
        text = (ROOT / name).read_text()
        assert "://" not in text
        pinned = re.findall(
            r"^[a-z0-9][\w.-]*==\S+(?: ;[^\\\n]*)? \\\n    --hash=sha256:", text, re.MULTILINE
        )
        assert len(pinned) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE))


def test_the_changelog_keeps_its_shape():
    text = (ROOT / "CHANGELOG.md").read_text()
    assert text.startswith("# Changelog")
    assert "## [Unreleased]" in text or re.search(
        r"^## \[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d$", text, re.MULTILINE
    )
