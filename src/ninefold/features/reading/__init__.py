"""To read, and who has read what."""
