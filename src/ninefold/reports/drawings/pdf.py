"""A report as PDF: Typst in a process of its own, which ends with the document, because Typst keeps what it has seen.

``python -m ninefold.reports.drawings.pdf`` reads the report and its charts as JSON and writes the PDF. People's words
go in as data and are never read as markup.
"""

import json
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

from ninefold.reports import charts
from ninefold.reports.blocks import Chart, Report, as_data
from ninefold.reports.drawings.letters import shown

HERE = Path(__file__).parent.parent
PACK = "pack.typ"
PATIENCE = 60  # seconds; a pack of ten years takes less than one
MOST_STRANGERS = 40

_STRANGER = re.compile(r"the text `\"(.+?)\"` could not be displayed", re.DOTALL)


class NotTypeset(RuntimeError):
    """The report could not be made into a PDF; the sentence says why."""


def draw(report: Report) -> bytes:
    """The report as an accessible (PDF/UA-1) and archival (PDF/A-2a) file."""
    drawn = {str(i): charts.svg(b) for i, b in enumerate(report.blocks) if isinstance(b, Chart)}
    return typeset(PACK, {"report": as_data(report), "charts": drawn})


def typeset(template: str, told: dict[str, Any]) -> bytes:
    """The PDF that ``template`` makes of what is ``told`` it, each name an input of its own. Raises NotTypeset."""
    done = subprocess.run(
        [sys.executable, "-m", "ninefold.reports.drawings.pdf"],
        input=json.dumps({"template": template, "told": told}, ensure_ascii=False).encode(),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    if done.returncode:
        raise NotTypeset(done.stderr.decode(errors="replace").strip())
    return done.stdout


def seen(value: Any) -> Any:
    """``value`` without the characters that no font can show."""
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, list):
        return [seen(part) for part in value]
    return {key: seen(part) for key, part in value.items()} if isinstance(value, dict) else value


def spelled_out(told: str, strangers: str) -> str:
    """JSON text in which characters of a script that our fonts lack stand by their names, so that nothing is lost."""
    for character in set(strangers):
        told = told.replace(character, f"[{unicodedata.name(character, 'unknown sign').lower()}]")
    return told


def compiled(template: str, told: dict[str, Any]) -> bytes:
    """The PDF of what is told ``template`` as data. Raises NotTypeset."""
    import typst  # heavy, and only this process needs it

    inputs = {name: json.dumps(seen(value), ensure_ascii=False) for name, value in told.items()}
    for _ in range(MOST_STRANGERS):
        try:
            return bytes(
                typst.compile(
                    str(HERE / "typst" / template),
                    root=str(HERE),
                    font_paths=[str(charts.FONTS)],
                    ignore_system_fonts=True,
                    sys_inputs=inputs,
                    pdf_standards=["ua-1", "a-2a"],
                )
            )
        except RuntimeError as problem:
            unknown = _STRANGER.search(str(problem))
            if not unknown:
                raise NotTypeset(str(problem)) from problem
            inputs = {name: spelled_out(text, unknown[1]) for name, text in inputs.items()}
    raise NotTypeset("The report holds more signs that no font shows than can be spelled out.")


def main() -> None:
    """Reads JSON, writes a PDF."""
    try:
        asked = json.load(sys.stdin.buffer)
        sys.stdout.buffer.write(compiled(asked["template"], asked["told"]))
    except NotTypeset as problem:
        raise SystemExit(str(problem)) from None


if __name__ == "__main__":
    main()
