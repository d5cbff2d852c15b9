"""Reports: outlines of the library filled from records, drawn on page and paper with the same numbers.

outlines.report(viewer, outline, period)      a report as blocks.Report; ``subject`` for a child, ``initials`` for outside
outlines.readable, periods, fits              which reports there are for whom, and over which days
selection.Selection                           the records behind a number: counted and opened by one value
address.written, address.read                 a selection as a signed word of an address; kept_links for those of before
sections/                                     one module a section: read(scope) -> data, draw(data, frame) -> blocks
drawings.page, pdf, word, excel               blocks as HTML with the room's links, PDF/UA-1, Word, a workbook
charts.svg(chart)                             a chart drawn by this machine alone
"""
