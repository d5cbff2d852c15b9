"""What can be wrong with a backup, as sentences that say what to do."""


class BackupFault(Exception):
    """A backup cannot be made, opened or put back; the text says why, and what to do."""
