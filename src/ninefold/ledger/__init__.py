"""The ledger: the one door in, and what is derived from it first.

actions.append(...)          sign a stage; raises content.Refused (a sentence per field) or PermissionDenied
actions.correct / withdraw   appends that say what they replace and why
standing                     effects of entries on who lives and works here
drafts                       what is being typed, kept as typed
threads.thread(home, id)     the stages of a record that count
queries.*                    records, timelines, what changed, what is in a file (first argument the viewer)
search.find(viewer, words)   records by their words
attachments.store(...)       pictures and PDF, checked by content and cleaned
export / verify / seal       the chain, outside the database
rebuild.rebuild(home)        all that is derived, made again
"""
