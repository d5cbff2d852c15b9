"""How long records are kept: what is over its time, letting it go by two leaders, and taking everything out."""
