"""How numbers go over time: a child's, a worker's and the home's.

queries.overview / at_large    all series in small, and one at large
"""
