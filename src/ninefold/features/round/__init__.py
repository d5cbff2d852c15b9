"""The round at night: who is looked in on now, by each child's own plan, and one tap to say what was seen."""
