"""Look again: what does not fit together in the records, put right, explained or given to somebody."""
