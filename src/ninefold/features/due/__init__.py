"""What is owed: the list, one obligation that explains itself, and what would meet it.

lines.items(viewer, rows)      obligations as lines: whom they are about, who is to do them, how they stand
lines.foremost(...)            the most urgent of each duty
who.Doers                      who is to do something, as near to a name as is known: the one answer to it
ways.of(viewer, items)         what the viewer could write that would meet each of them
because.because_of(...)        what one record asks for
queries.*                      the registers of wishes and actions, and the intervals a home sets for itself
"""
