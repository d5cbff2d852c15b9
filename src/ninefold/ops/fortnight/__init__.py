"""Replaying a written fortnight: home.yaml and events.yaml, signed entry by entry with the clock of the story.

replay(folder)   opens the home and writes all that happened; StoryError names the file and the event
"""

from ninefold.ops.fortnight.replay import replay
from ninefold.ops.fortnight.story import StoryError

__all__ = ["StoryError", "replay"]
