"""``ninefold demo``, and ``ninefold serve`` for a real installation."""

import argparse
import os
import sys
from datetime import datetime
from pathlib import Path

from ninefold.base import clock, env
from ninefold.ops import demo, serving, waiting
from ninefold.ops.command import needs_django

HOST = "127.0.0.1"


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The two commands and their options."""
    shown = subparsers.add_parser("demo", help="build an invented provider with eighteen months of life, and serve it")
    shown.add_argument("--port", type=int, default=8000, help="where to listen on 127.0.0.1 (default: 8000)")
    shown.add_argument("--build-only", action="store_true", help="build it if it is not there, and do not serve it")
    shown.add_argument("--build", action="store_true", help=argparse.SUPPRESS)
    shown.set_defaults(run=run)
    real = subparsers.add_parser("serve", help="serve this installation")
    real.add_argument("--host", default=HOST, help="the address to listen on (default: 127.0.0.1)")
    real.add_argument("--port", type=int, default=8000, help="the port (default: 8000)")
    real.set_defaults(run=run_serve)


def run(arguments: argparse.Namespace) -> int:
    """Build the demo if it is not there, say who to sign in as, and serve it."""
    if arguments.build:
        needs_django()
        demo.build(_now(), progress=True)
        return 0
    data = env.folder("NINEFOLD_DATA", Path.cwd() / "demo")
    os.environ["NINEFOLD_DATA"], os.environ["NINEFOLD_DATABASE"] = str(data), ""
    if not arguments.build_only:
        waiting.open_port(HOST, arguments.port).close()  # a port that is taken is said before the demo is built
    demo.ensure(data)
    told = demo.clock_of(data)
    if told and not env.word("NINEFOLD_CLOCK"):
        os.environ["NINEFOLD_CLOCK"] = told
    people = demo.people(data)
    if arguments.build_only:
        print(demo.greeting(people))
        return 0
    with waiting.open_port(HOST, arguments.port) as listening:
        with waiting.answering(listening):
            needs_django()
            serving.prepare()
        print(demo.greeting(people, f"http://{HOST}:{arguments.port}/"))
        serving.serve(listening)
    return 0


def _now() -> datetime:
    """Now, or the end of the written story when this machine's clock has not come so far."""
    from ninefold.ops.fortnight import story

    folder = demo.story_folder()
    if folder is None:
        return clock.now()
    return max(clock.now(), *(event.written for event in story.events(folder / "events.yaml")))


def run_serve(arguments: argparse.Namespace) -> int:
    """Serve what is in NINEFOLD_DATA."""
    with waiting.open_port(arguments.host, arguments.port) as listening:
        with waiting.answering(listening):
            needs_django()
            serving.prepare()
            from ninefold.people.models import Account

            alone = not Account.objects.exists()
        if alone:
            print("Nobody can sign in yet. Make the first home and its manager with: ninefold begin", file=sys.stderr)
        print(f"Serving on http://{arguments.host}:{arguments.port}/   (Ctrl-C ends it)")
        serving.serve(listening, nights=True)
    return 0
