"""One file a command: what it takes, one or two calls below, what it shows."""
