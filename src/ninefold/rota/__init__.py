"""Whether a day's roster can be worked as it is planned: pure rules, and the brake that says so before it is signed.

plans.problems(day, shifts, ...)   who is not cleared, not trained, alone, there twice, without rest, or over their hours
brake                              the same at the ledger's one door (settings.NINEFOLD_BRAKES)
"""
