"""How fast the house is: pages, appends, duties, reports and rebuilds, on a home with one and with ten years of life.

measure.bench_of(home, now)    who looks, when, and the child with the longest file
measure.everything(bench)      figures of each piece of work, in this process
timing.timed / rate            one figure: a piece of work, run often enough to be believed
table.markdown(columns)        figures side by side
sector.run(files)              the same for Ofsted's published files
"""
