"""What every package needs and no field of work owns: the clock, ids, canonical JSON, settings readers.

clock.now()                 the moment it is, UTC, whole seconds; only edges (views, commands) call it
clock.text(moment)          a moment as the ledger writes it, "2026-10-24T20:40:00Z"
ids.new(at)                 a time-ordered id of 26 characters
canonical.dumps(value)      the bytes that digests are made of (RFC 8785)
chance.seeded(seed)         inside, ids and salts repeat: for simulations and tests
env.flag / number / words   typed readers of the environment
"""
