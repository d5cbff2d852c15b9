"""What every package needs and no field of work owns: the clock, ids, canonical JSON, plain English, settings readers.

clock.now()                     the moment it is, UTC, whole seconds; only edges (views, commands) call it
clock.text / parse(written)     a moment as the ledger writes it, "2026-10-24T20:40:00Z", and back
clock.local / from_local        across the border between UTC and the clock on the wall in London
clock.start_of / end_of(day)    the first and the last moment of a day in London
ids.new(at)                     a time-ordered id of 26 characters
canonical.dumps / sha256        the bytes that digests are made of (RFC 8785), and their digest
chance.seeded(seed)             inside, ids and salts repeat: for simulations and tests
english.*                       lists, ages, long days and counts as people say them
env.flag / number / word / ...  typed readers of the environment
"""
