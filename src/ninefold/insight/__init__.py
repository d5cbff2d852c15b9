"""Insight: how the children are doing, counted from what was signed.

portraits.portraits(viewer, children)   each child as a tile: strengths, words, what helps, wishes
portraits.helped(viewer, children)      what was tried in hard moments in a year, and how often it helped
portraits.unanswered(viewer, children)  the wishes that wait for an answer
helped.own_steps(viewer, child, own)    the same for the steps on the child's own list
helped.tried(viewer, child, step)       the records behind "helped 7 of 9"
listening.listening(viewer)             what became of the children's wishes: answered, how soon, what changed
hopes.hopes(viewer, children)           what each child hopes for, and the next step
alerts.alerts(viewer, children)         what nobody may overlook about a child, such as an allergy
progress.courses(viewer, subject)      numbers over time, from where they started
clearance.lacks(viewer, workers)        what keeps a worker from being cleared, by what the library bars
agenda.agenda(viewer, worker)           what a worker's own records say since the last supervision
workforce.*                             the team as a team: turnover, days lost, themes, leaders' time, skills asked
balance.of_children, balance.of_adults   rewards beside consequences in a quarter
away.away(viewer)                       the records of children who are missing now
whereabouts.whereabouts(viewer, children)   where each of them is: missing, away, at school, here
nights                                  whom somebody looks in on at night and when, from the child's plan; pure
photos.photos(viewer, children, use)    the photo of each that may be put to this use
numbers.numbers(viewer, child)          whom to ring about a child, and who must not be rung
on_shift.on_shift(viewer)               the workers who are on shift now
attendance.this_year(viewer, children)  each child's half days at school this year, with terms, holidays and marks
attendance.attendance(..., over)        the same for other days
sessions.*                              how half days are counted and laid out in weeks; pure
checks                                  what does not fit together, each finding a sentence that opens its records
findings.Finding                        one of those findings, known again by the facts behind it
alike.runs, alike.alike, alike.pairs    whether texts are nearly the same, whoever they are about
copies.copies(viewer, typed, own)       records of the last days that read nearly like what somebody is about to sign
drift.drift(viewer)                     where the home is no longer as its statement of purpose says, as findings
drift.rows(viewer)                      the same, line by line, for its page
figures.figures(viewer)                 the home's last month in figures beside the month before
papers.policies(viewer)                 every policy in the version that holds, and those that are not there
papers.pack(viewer)                     what is printed for a night without power
"""
