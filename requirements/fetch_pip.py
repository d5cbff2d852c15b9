"""Fetch the pinned pip into a folder, for a Python that came without one (Debian without python3-venv).

Usage: python fetch_pip.py FOLDER; prints the path of the wheel, which Python can run as it is.
The index is PIP_INDEX_URL, or PyPI. What does not have the right digest is refused.
"""

import hashlib
import os
import re
import sys
import urllib.request
from pathlib import Path
from urllib.parse import urljoin

WHEEL = "pip-26.3-py3-none-any.whl"
SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"


def fetch(folder: Path) -> Path:
    """The wheel in ``folder``, downloaded and checked. Raises SystemExit with a sentence when it cannot be had."""
    page = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/") + "/pip/"
    try:
        with urllib.request.urlopen(page, timeout=60) as answer:  # noqa: S310 - the owner's own index
            found = re.search(rf'href="([^"]*{re.escape(WHEEL)}[^"]*)"', answer.read().decode())
        if found is None:
            raise SystemExit(f"{page} does not offer {WHEEL}.")
        with urllib.request.urlopen(urljoin(page, found[1]), timeout=120) as answer:  # noqa: S310
            data = answer.read()
    except OSError as problem:
        raise SystemExit(f"Could not fetch pip from {page}: {problem}") from problem
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise SystemExit(f"{WHEEL} from {page} is not the file we know. Nothing was installed.")
    wheel = folder / WHEEL
    wheel.write_bytes(data)
    return wheel


if __name__ == "__main__":
    print(fetch(Path(sys.argv[1])))
