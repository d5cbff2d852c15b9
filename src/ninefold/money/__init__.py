"""What there is of a child's money and of the petty cash: reckoned from what came in, went out and was counted.

books.balances(facts, of)   how much there is on each account; pure
brake                       nothing goes out that is not there, and a count that differs says why (settings.NINEFOLD_BRAKES)
"""
