"""Keeping and forgetting: what is over its time, who let it go, and making sure that nothing of it is left.

over.of(home, day)          records whose keeping time is over and that no hold keeps, each with the reason
letting_go.propose / agree  one leader lists them, another agrees: entries of the ledger, which stay
forgetting.carry_out(now)   the night after: content and salt, files, words, drafts, rows and free pages are gone
"""
