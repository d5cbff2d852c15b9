"""The room for writing: every record's form, drawn from the library, and every record's page."""
