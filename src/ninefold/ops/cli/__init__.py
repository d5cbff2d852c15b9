"""The commands, a module each. ``ninefold.ops.command`` lists them and says how a module is made."""
