"""What leaves the machine: letters that say only that something waits, for whom and until when, and what became of them.

send(account, kind, link, until, ...)   a letter into the outbox, in the transaction of what causes it
kinds.KINDS                             the kinds of letter, and who may switch which off
choices.reaches / choose / of           what each person lets reach them
delivering.deliver(now)                 send what waits; the process that looks after the clock calls it
"""

from ninefold.work.post.outbox import send as send
