"""What may be given to a child, when, and how much of it is left: folded from signed entries, judged by pure rules.

names.key(name)                     what a medicine is, however it was spelt: substance and strength
rules.judge(dose, chart, ...)       why a dose must not be given now, as stops; pure
charts.of(home, child, moment)      a child's own medicines, with their doses and what is left
brake                               the same rules at the ledger's one door (settings.NINEFOLD_BRAKES)
stopped                             who wanted to sign what, and was stopped: told to those who lead
"""
