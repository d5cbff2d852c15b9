"""Reports: gathered from records, composed as blocks, drawn on the page and on paper with the same numbers.

month.report(viewer, month, initials=False)   the month's evidence pack as blocks.Report
page.render_blocks(report)                    its body as HTML; every number links to desk:behind
typeset.pdf(report)                           the same as PDF/UA-1 and PDF/A-2a, from a short-lived process
behind.records_behind(viewer, month, key)     the records a number stands for (QuerySet[Record], newest first)
behind.title(key)                             what they are, in words
charts.svg(chart)                             a chart drawn by this machine alone
"""
