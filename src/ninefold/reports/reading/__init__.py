"""What several sections of a report read, each once for a scope: events with their deadlines, what is owed, evidence."""
