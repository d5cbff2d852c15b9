"""Writing: every record's form, drawn from the library, and every record's page.

choose.choose                   what waits for me, what I write most, and a search for all the rest
views.*                         write, correct, withdraw, drafts, names
writing.Writing, sign, keep     one piece of writing, from its first letter to its entry
whom.whom(...)                  whom a record is about
page.show(...)                  the page a form stands on
record.page                     a record: its stages, what was corrected, what it asks for and what it proves
reading.have_read               "I have read it", in one tap
matter.page                     the matter that a record is a part of, as a story
files.file                      pictures and PDF, for those who may see a record that holds them
"""
