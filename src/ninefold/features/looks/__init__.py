"""Who looked at what: at a child, an adult or a record, who signed in, and what was refused. For those who lead the home."""
