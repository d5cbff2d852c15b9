"""The port is open from the first second: until the server is ready, whoever comes is told so by a page that looks again.

The socket that listens is handed on to the web server (``ops.serving``), so that nobody is turned away in between. The
page names nothing of the home: nobody has signed in yet.
"""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

QUEUE = 512  # connections that wait to be taken
AGAIN = 3  # seconds until a page looks again
WAIT = "Ninefold is starting. It is being brought up to date, and will be here in a moment."
PAGE = f"""<!DOCTYPE html>
<html lang="en-GB">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta http-equiv="refresh" content="{AGAIN}"><title>Ninefold is starting</title></head>
<body><main><h1>One moment</h1><p>{WAIT}</p>
<p>This page looks again by itself. What was signed is kept. Please do not send a form again before it is here.</p>
</main></body></html>
"""


def open_port(host: str, port: int) -> socket.socket:
    """Listen on ``port``. Ends with a sentence when something does already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError:
        listening.close()
        raise SystemExit(
            f"Port {port} is in use. Choose another one with --port, for instance --port {port + 1}."
        ) from None
    listening.listen(QUEUE)
    return listening


@contextmanager
def answering(listening: socket.socket) -> Iterator[None]:
    """While this lasts, every request at ``listening`` is told to wait. The socket stays open afterwards."""
    room = ThreadingHTTPServer(listening.getsockname()[:2], WaitingPage, bind_and_activate=False)
    room.socket.close()
    room.socket = listening
    thread = threading.Thread(target=room.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        room.shutdown()
        thread.join()


class WaitingPage(BaseHTTPRequestHandler):
    """Answers everything with the page, and ``/health/`` as health is answered; 503, so that nobody takes it for the house."""

    timeout = 5

    def do_GET(self) -> None:
        """A page, or health."""
        health = self.path.startswith("/health/")
        said = json.dumps({"ok": False, "wrong": [WAIT]}) if health else PAGE
        body = said.encode()
        self.send_response(503)
        self.send_header("Content-Type", "application/json" if health else "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Retry-After", str(AGAIN))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        self.close_connection = True

    do_POST = do_HEAD = do_GET  # noqa: N815 - named by http.server

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: an address is nobody's business."""
