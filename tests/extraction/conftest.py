"""Hypothesis without a deadline: the first text pays for compiling the patterns, on a machine that may be busy."""

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
