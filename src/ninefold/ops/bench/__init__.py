"""How fast the house is: pages, appends, duties, reports and rebuilds, on a home with one and with ten years of life.

homes.build(folder, years, entries)    a simulated home of that age in a database of its own
measure.everything(home)               figures of each piece of work, in this process
table.markdown(figures)                as they stand in docs/benchmarks.md
"""
