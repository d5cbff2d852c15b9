"""Pages made small for the way to the phone: text is compressed, for whoever can read it so and asks from our own pages.

Compression can betray what a page holds to somebody who can make a reader's browser ask for it, with words of their own
in the address, and see from outside how long each answer is (BREACH). So nothing is compressed that another site asks
for; our cookies do not go with such a request anyway. The token of a form is masked anew on every page, and up to a
hundred bytes at random make the length of each answer uncertain.
"""

import re

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.text import compress_string

from ninefold.web.middleware import Handler

LEAST = 500  # bytes; less is not worth it
RANDOM = 100  # bytes at most that are added to make lengths uncertain
TEXT = re.compile(r"text/|application/(?:json|manifest\+json|javascript|xml)|image/svg\+xml")
OUR_OWN = frozenset({"same-origin", "none", ""})  # "none": typed, or opened from a bookmark


def compressed(get_response: Handler) -> Handler:
    """Compress an answer that is text, for a browser that says it understands gzip and was not sent by another site."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.streaming or response.has_header("Content-Encoding") or len(response.content) < LEAST:
            return response
        if not TEXT.match(response.headers.get("Content-Type", "")):
            return response
        patch_vary_headers(response, ["Accept-Encoding", "Sec-Fetch-Site"])
        accepted = re.search(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))", request.headers.get("Accept-Encoding", ""))
        if accepted and request.headers.get("Sec-Fetch-Site", "") in OUR_OWN:
            response.content = compress_string(response.content, max_random_bytes=RANDOM)
            response.headers["Content-Length"] = str(len(response.content))
            response.headers["Content-Encoding"] = "gzip"
        return response

    return answer
