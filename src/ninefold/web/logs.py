"""What is written down of a request that was refused: one line, that says which page and nothing of what was sent to it.

An address can name a record, a draft or a person, and a traceback what somebody typed. Neither belongs in a log that
whoever runs the machine reads. A fault of ours (500 and above) keeps its traceback, or nobody could mend it.
"""

import logging

FAULT = 500


def refusals_in_one_line(record: logging.LogRecord) -> bool:
    """A filter of Django's ``django.request``: a refusal becomes "403 POST write:form", without traceback or address."""
    status = getattr(record, "status_code", FAULT)
    request = getattr(record, "request", None)
    if status < FAULT and request is not None:
        match = getattr(request, "resolver_match", None)
        page = match.view_name if match and match.view_name else "no page of ours"
        record.msg, record.args = "%d %s %s", (status, request.method, page)
        record.exc_info = record.exc_text = None
        record.__dict__.pop("request")
    return True
