"""The calendar: every day that a duty, a record or a birthday gives, as a month and as a feed for a phone.

queries.entries(viewer, first, last, wanted)    what stands on those days
feed.feed                                       the same at a private address, without a name
"""
