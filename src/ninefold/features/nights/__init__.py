"""What is done by itself at night, and the backups: how they stand, for those who lead the home."""
