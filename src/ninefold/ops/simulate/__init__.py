"""Invented homes with a life in them: for trying Ninefold out, for showing it and for measuring it.

provider.simulate(Plan(...))   builds homes in the database; the same plan gives the same entries
house.House                    a home on a day: people, agenda, voice; kids.Kid a child as the story knows them
rosters.WorkingRota            who is at work when; who is not writes nothing
keeping.look(house)            sees to what falls due
words.HomeVoice                sentences from the banks in ops/stories; fitting.ChildsDay which of them are true today
"""
