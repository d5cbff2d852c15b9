"""The workbook to fill in: a sheet for each kind of list, with headings that are read without a question."""

import io

import xlsxwriter

SHEETS = {
    "Adults": ("Surname", "First name", "Known as", "Job title", "Start date", "First care role", "DBS number", "DBS date", "Update service",
               "Right to work checked", "References received", "Level 3", "Level 5", "Last supervision", "Last appraisal", "Email", "Mobile", "Leaving date"),
    "Children": ("Name", "Known as", "Initials", "Date of birth", "Pronouns", "Ethnicity", "Religion", "Legal status", "Placing authority",
                 "Looked after since", "Date of admission", "Previous placements", "Key worker", "Social worker", "SW email", "SW phone", "IRO", "School", "EHCP",
                 "Allergies", "GP", "Last LAC review", "Last health assessment", "Last PEP", "Last dental check", "Last eye test", "Last SW visit", "Family"),
    "Contacts": ("Child", "Contact name", "Relationship", "Organisation", "Phone", "Out of hours", "Email", "Contact allowed", "Notes"),
    "Medicines": ("Child", "Medicine", "Strength", "Form", "Dose", "Times", "PRN", "Max in 24h", "Hours between doses", "What for", "Prescriber",
                  "Start", "Stop", "In stock", "Controlled"),
    "Training": ("Name", "Course", "Date passed", "Expiry date", "Provider"),
}  # fmt: skip
DAYS = ("date", "since", "level", "last", "checked", "first care", "start", "stop", "passed")


def empty() -> bytes:
    """The workbook, as a file."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    day, text = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "@"})
    for title, headings in SHEETS.items():
        sheet = book.add_worksheet(title)
        sheet.freeze_panes(1, 1)
        for place, heading in enumerate(headings):
            is_day = any(word in heading.lower() for word in DAYS) and heading != "Max in 24h"
            sheet.set_column(place, place, 16 if len(heading) < 16 else 22, day if is_day else text)
            sheet.write(0, place, heading, head)
    book.close()
    return file.getvalue()
