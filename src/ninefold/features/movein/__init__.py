"""A home moves in: the first hour as steps, the lists that it brings along, and the days on which things were last held."""
