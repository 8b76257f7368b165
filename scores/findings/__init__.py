"""Findings: suspected faults of a translation, each on the words it is about, with a reason."""
