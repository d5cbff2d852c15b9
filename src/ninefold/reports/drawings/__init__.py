"""One list of blocks drawn four ways: as a page, as PDF, as a Word file and as a workbook, with the same numbers.

Each way of drawing a file is a module with ``draw(report) -> bytes``, imported when somebody asks for such a file.
"""

from importlib import import_module
from typing import NamedTuple

from ninefold.reports.blocks import Report

OFFICE = "application/vnd.openxmlformats-officedocument"


class FileFormat(NamedTuple):
    """A kind of file: its name, the module that draws it, and its media type."""

    title: str
    module: str
    media_type: str

    def draw(self, report: Report) -> bytes:
        """The report as such a file."""
        content: bytes = import_module(f"{__name__}.{self.module}").draw(report)
        return content


FILES = {
    "pdf": FileFormat("PDF", "pdf", "application/pdf"),
    "docx": FileFormat("Word", "word", f"{OFFICE}.wordprocessingml.document"),
    "xlsx": FileFormat("Excel", "excel", f"{OFFICE}.spreadsheetml.sheet"),
}
