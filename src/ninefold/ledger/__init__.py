"""The ledger: the one door in, and what is derived from it first.

signing.Signing, Author      what is signed and by whom, as one value each; correction and withdrawal make further ones
actions.append(home, signing, author)   sign it; raises content.Refused (a sentence per field) or PermissionDenied
bulk.many(home)              the same door for many entries at once, for stories that are told again
content.check(stage, ...)    whether answers are what a stage asks for: asked once for each entry, by actions.make
standing                     who lives and works here, folded from entries; what a signing would change; verify
drafts.save / get / mine     what is being typed, kept as typed
threads.thread(home, id)     the stages of a record that count; entries: all of them
queries.*                    records, timelines, what changed, lines of a list (first argument the viewer)
books.book / standing        records of some types as a register of them, with what each says now
plans.plans(viewer, ...)     children's plans as they stand
factrows.facts(home, ...)    what records state, as the engine reads it
search.find(viewer, words)   records by their words
reads.unread / read_by         what somebody still has to read, and who has read a record
reading.mark_read(...)       how far somebody has read
attachments/                 files: checked by content, cleaned apart, kept once; the original sealed
export / verify / seal       the chain, outside the database
rebuild.rebuild(home)        all that is derived, made again
"""
