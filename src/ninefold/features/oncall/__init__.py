"""On call: who answers now, on which number, and what they said."""
