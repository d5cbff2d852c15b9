"""Running the house from outside: the command line, the demo, the simulation and the benchmarks.

command.main(words)      ``ninefold ...``: finds the command's module under ``cli`` and runs it
command.needs_django()   makes database and settings ready, for the commands that need them
"""
