"""One box on every page: records by the words in them, children and adults by name, forms by what somebody means."""
