"""The commissioner's room, and everybody's way to Ofsted's published data: pages below /sector/.

Who comes in is ``people.access.reader_for``'s to say; what is shown comes from ``ninefold.sector``.
"""
