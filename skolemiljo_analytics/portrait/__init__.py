"""The social portrait: every number of one class and round in one frozen object."""
