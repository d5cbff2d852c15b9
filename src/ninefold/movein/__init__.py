"""What a home brings along when it moves in: its own spreadsheets, read by meaning, shown, asked about and signed in.

plan.of_files(paths, here, today)   what would be made of every row, what is asked, what is left out and why (pure)
writing.bring_in(home, plan, ...)   the same, signed: one act, which can be taken back
"""
