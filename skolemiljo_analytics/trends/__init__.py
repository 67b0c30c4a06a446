"""Scales over time: scoring, noise, series of school and grade, and what must stay hidden."""
