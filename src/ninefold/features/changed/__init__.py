"""What changed since somebody last looked.

since.beginning(now, read_up_to)    since when it is told
"""
