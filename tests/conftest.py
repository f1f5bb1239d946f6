"""Profiles of Hypothesis: ``dev`` (default), ``ci`` and ``nightly``; HYPOTHESIS_PROFILE chooses."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

_QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
settings.register_profile("dev", max_examples=50, deadline=None, suppress_health_check=_QUIET)
# A change is judged on what it changed, not on the luck of the draw: the nightly profile is the one that explores.
settings.register_profile("ci", max_examples=500, deadline=None, derandomize=True, suppress_health_check=_QUIET)
settings.register_profile("nightly", max_examples=10_000, deadline=None, suppress_health_check=_QUIET)
# For looking at many examples fast: the first failure is shown as it was drawn.
settings.register_profile(
    "unshrunk",
    max_examples=500,
    deadline=None,
    suppress_health_check=_QUIET,
    phases=[Phase.explicit, Phase.generate],
    report_multiple_bugs=False,
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))
