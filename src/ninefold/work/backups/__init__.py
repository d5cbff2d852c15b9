"""Backups: one encrypted file that holds a whole installation, made while people write, opened again to prove it."""
