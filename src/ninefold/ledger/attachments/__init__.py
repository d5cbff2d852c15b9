"""Files that records hold: checked by what they are, cleaned apart, kept once; what was sent sealed where it differs.

keeping.store(home, upload, viewer, now)   a file kept, as content holds it; raises check.RefusedFile with a sentence
keeping.open_file(home, sha)    the file and its row, for a caller who has made sure that it may be seen
keeping.path_of / tidy_name     where a file lies; a name that is safe
seen.through(viewer, sha)       the record through which a file may be seen, and its name there
sealed.unseal(...)              what was sent, opened by a leader who says why
collecting.collect(home, now)   files that nobody signed, taken away after a fortnight
apart.cleaned(...)              one file at a time looked at in a process of its own, with a limit of memory
check, pictures, papers, notes, office, mail, sound, text    what is taken, and how it is cleaned (no Django)
"""
