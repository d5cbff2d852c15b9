"""The books: every register of the library by area, each as a page and as a table to take away.

queries.readable(viewer)    the registers that somebody may read
"""
