"""Use cases that open more than one door: reading, describing, deciding, reporting."""
