"""Classes by the thousand in the engines' common format: two files in, two files out.

The format and every column are told in ``benchmarks/README.md``. Who answered is set by the
format's own rule (a pupil with any tie in a wave), not by a roster: use it to compare engines and
for science, not to describe a class.
"""
