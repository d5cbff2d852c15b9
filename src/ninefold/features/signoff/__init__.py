"""Signing off: what waits for somebody's signature, and one record with all accounts side by side.

queries.waiting(viewer)    open obligations that a later stage of the same record meets
"""
