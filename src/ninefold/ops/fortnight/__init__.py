"""Replaying a written fortnight: home.yaml and events.yaml, signed entry by entry with the clock of the story.

replay(folder)   opens the home and writes all that happened; StoryError names the file and the event
last_day(folder) the day on which the last of it was written down
"""

from ninefold.ops.fortnight.replay import last_day, replay
from ninefold.ops.fortnight.story import StoryError

__all__ = ["StoryError", "last_day", "replay"]
