"""Invented homes with a life in them: for trying Ninefold out, for showing it and for measuring it.

provider.simulate(Plan(...))   builds homes in the database; the same plan gives the same entries
house.House                    a home on a day: people, agenda, voice
words.HomeVoice                    sentences from the banks in ops/stories
"""
