"""The dashboard: one file a page, typed state, and a server with safe settings."""
