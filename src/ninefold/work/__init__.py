"""What happens without anybody asking: the jobs of the night, when they are due, what became of them; backups."""
