"""Tables to take away as a file that every spreadsheet opens."""

import csv
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

# A cell that begins with one of these is run as a formula by a spreadsheet: what somebody typed must never be.
# It may drop what is blank before one, and some take the wide signs of an Asian keyboard for the same.
_RUNS, _SLIPS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"), ("\t", "\r", "\n")


def answer(name: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """The table as a CSV file called ``name``; marked as UTF-8, because Excel guesses wrongly without."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    sheet = csv.writer(response)
    sheet.writerow(head)
    sheet.writerows([harmless(cell) for cell in row] for row in rows)
    return response


def harmless(cell: str) -> str:
    """``cell`` as text: an apostrophe before what a spreadsheet would run."""
    return f"'{cell}" if cell.startswith(_SLIPS) or cell.lstrip().startswith(_RUNS) else cell
