"""The report of an erasure to take away, as Markdown: what was removed and what was kept and why, in figures."""

from datetime import UTC, datetime
from typing import Any

from server.person_report import SUMS
from server.store.erasures import Erased
from server.texts import say


def to_markdown(language: str, erased: Erased) -> str:
    """In the language of whoever reads it."""
    report = erased.report
    done = erased.state == "done"
    blocks = [
        f"# {say(language, 'report_title')}",
        say(language, "report_asked", when=_day(erased.asked)),
        say(language, "report_done", when=_day(erased.changed))
        if done
        else say(language, "report_under_way"),
        say(language, "report_alias", alias=erased.alias),
        f"## {say(language, 'report_removed' if done else 'report_to_remove')}",
        _figures(language, report["totals"]),
    ]
    for one in report["classes"]:
        counted = {**one["counts"], **one["recorded"]}
        blocks.append(f"### {_plain(one['title'])} {_day(one['opened_at'])}".rstrip())
        blocks.append(_figures(language, counted))
    blocks.append(f"## {say(language, 'report_kept')}")
    blocks.append("\n".join(f"- {say(language, f'kept_{why}')}" for why in report["kept"]))
    return "\n\n".join(blocks) + "\n"


def _figures(language: str, counted: dict[str, Any]) -> str:
    lines = [f"- {say(language, f'data_{name}')}: {counted[name]}" for name in SUMS if counted.get(name)]
    return "\n".join(lines) or say(language, "data_nothing")


def _day(at: int | None) -> str:
    return "" if at is None else datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d %H:%M UTC")


def _plain(text: str) -> str:
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>#" else letter for letter in " ".join(text.split()))
