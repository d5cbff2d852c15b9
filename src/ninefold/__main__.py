"""``python -m ninefold`` is the command line."""

from ninefold.ops.command import main

if __name__ == "__main__":
    raise SystemExit(main())
