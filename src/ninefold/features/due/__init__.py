"""What is owed: the list, one obligation that explains itself, and what would meet it.

lines.items(viewer, rows)      obligations as lines: whom they are about, who is to do them, how they stand
order.in_order, mine, sort     the one order of everything that waits, as somebody should see to it
asked.asked, shown, count      what asks somebody today, in few lines; what is later, with others, and old
deciding.decide                what becomes of something owed: done elsewhere, not needed, given to somebody
customs.cost                   which customs the home keeps, and what each has cost and shown
who.Doers                      who is to do something, as near to a name as is known: the one answer to it
ways.of(viewer, items)         what the viewer could write that would meet each of them
because.because_of(...)        what one record asks for
queries.*                      the registers of wishes and actions, and the intervals a home sets for itself
"""
