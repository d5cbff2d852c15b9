"""Messy lists of invented homes, made as their programs make them."""

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"


def sheet(book: Any, name: str, rows: list[list[object]], merged: tuple[tuple[Any, ...], ...] = ()) -> None:
    """Write rows, days as days, then merge what is to be merged."""
    page, day = book.add_worksheet(name), book.add_format({"num_format": "dd/mm/yyyy"})
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell != "":
                page.write(row, column, cell, *([day] if isinstance(cell, date) else []))
    for one in merged:
        page.merge_range(*one)


def medicines(folder: Path) -> Path:
    """The child's cell merged over several medicines, an empty one, a note; children on a sheet on its side."""
    path = folder / "meds.xlsx"
    book = xlsxwriter.Workbook(str(path))
    rows: list[list[object]] = [
        ["Medication list week 48"],
        ["Name of YP", "Medication", "Dose", "Frequency", "Route", "CD", "Qty"],
        ["", "Elvanse 30mg", "1 capsule", "OD mane", "oral", "", 28],
        ["", "Salbutamol inhaler", "2 puffs", "PRN", "inh", "N", 1],
        ["Mia Ford", "Sertraline 50mg tablets", "100mg", "08:00", "oral", "N", 30],
        ["", "Ibuprofen 200mg", "1-2 tabs", "PRN", "oral", "N", "16 tabs"],
        [],
        ["* CDs are counted twice a day by two people and written in the red book"],
    ]
    sheet(book, "MAR", rows, ((2, 0, 3, 0, "Tariq Hall"),))
    young: list[list[object]] = [
        ["Name", "Tariq Hall", "Mia Ford"],
        ["DOB", "5/6/2011", date(2010, 9, 9)],
        ["LA", "Leeds", "Bradford"],
        ["Legal status", "ICO", "s.20"],
        ["Placement start", "01.03.2025", "2nd April 2026"],
        ["Allergies", "NKDA", "?penicillin"],
    ]
    sheet(book, "YP", young)
    book.close()
    return path


def matrix(folder: Path) -> Path:
    """Groups over the courses, days on which they run out, words instead of days, a share at the foot."""
    path = folder / "matrix.xlsx"
    book = xlsxwriter.Workbook(str(path))
    rows: list[list[object]] = [
        ["Mandatory training - expiry dates"],
        [],
        [],
        ["Staff", "Safeguarding L3", "First Aid (3 yrs)", "Team Teach", "Ligature"],
        ["Whittaker Joan", date(2027, 1, 1), "expired", "12/2026", "n/a"],
        ["Patel A", "05/03/2027", date(2027, 6, 1), "booked", "Y"],
        ["Novak", "TBC", "", "01/02/27", "x"],
        ["% compliant", 0.67],
        [],
        ["Key: n/a = not needed for role"],
    ]
    sheet(book, "Matrix 2026", rows, ((2, 1, 2, 2, "Core"), (2, 3, 2, 4, "Specialist")))
    book.close()
    return path


def beside(folder: Path) -> Path:
    """Two tables beside each other, in an OpenDocument file."""
    rows = [
        ["Name", "Start", "Position", "", "Name", "Course", "Date completed", "Expiry date"],
        ["Ola Grant", "2020-05-01", "Team Leader", "", "Ola Grant", "First aid", "01/05/2024", "01/05/2027"],
        ["Bo Lind", "1 Sept 2024", "Apprentice", "", "B Lind", "Prevent Duty", "yes", ""],
        ["Jo Marsh", "2019", "Therapist", "", "Jo Marsh", "Safeguarding level 3", "31.12.2025", ""],
    ]
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    body = "".join(
        "<table:table-row>"
        + "".join(cell.format(one) if one else "<table:table-cell/>" for one in row)
        + "</table:table-row>"
        for row in rows
    )
    names = " ".join(f'xmlns:{name}="{OFFICE}{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Team">{body}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    path = folder / "team.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        manifest = f'<manifest:manifest xmlns:manifest="{OFFICE}manifest:1.0"/>'
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


def contacts(folder: Path) -> Path:
    """Tabs, UTF-16 without a mark, initials, words about contact."""
    path = folder / "contacts.txt"
    rows = [
        "Child\tContact Name\tRelationship\tTel\tContact allowed?\tPR",
        "Tariq H\tMrs Dawn Hall\tMother\t07700900222\tSupervised only\tY",
        "MF\tDr P. Okoro\tCAMHS\t0113 496 0000\tY\tN",
        "Mia\tLee Ford\tDad\t07700900333\tNo contact order\tN",
    ]
    path.write_bytes("\r\n".join(rows).encode("utf-16-le"))
    return path


def month_first(folder: Path) -> Path:
    """Semicolons, decimal commas, Windows letters, days month first, twins, a total."""
    path = folder / "kids.csv"
    rows = [
        "Register of young people;;;",
        ";;;",
        "Surname;Forename;Date of birth;Placed by;Order;Date admitted;Date discharged;Weekly fee",
        "O’Neill;Ciara;03/25/2012;Kent CC;Full Care Order;04/05/2025;;4.250,50",
        "O’Neill;Cillian;03/25/2012;Kent CC;Full Care Order;04/05/2025;;4.250,50",
        "Reid;Sam;31/02/2011;Medway;S20;12/01/2024;06/06/2024;3.900,00",
        "Total;;;;;;;12.401,00",
    ]
    path.write_bytes("\n".join(rows).encode("cp1252"))
    return path


def cards(folder: Path) -> Path:
    """A block of lines for each child."""
    path = folder / "card.txt"
    block = "Name: {}\nDOB: 4 July 2013\nPlacing authority: Hull\nLegal status: interim care order\nAdmission date: 01/11/2026\n\n"
    path.write_text("Rowan Lodge - new admissions\n\n" + block.format("Asha Deen") + block.format("Kit Deen"), "utf-8")
    return path
