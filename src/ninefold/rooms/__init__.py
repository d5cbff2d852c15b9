"""One room for each kind of person in a home. Rooms never import each other: what two of them need stands in ``web``."""
