"""Furulia skole, which does not exist: an invented school as the files a school would have."""

from skolemiljo_analytics.samples.school import (
    DEFAULT_SEED,
    SCHOOL_NAME,
    sample_folder,
    write_school,
)

__all__ = ["DEFAULT_SEED", "SCHOOL_NAME", "sample_folder", "write_school"]
