"""From class surveys to a class's social portrait, and from the portrait to what adults can do."""

__version__ = "0.1.0"
