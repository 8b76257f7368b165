"""Metrics: what a translation scores against references, from counts that are kept by segment, or by a model."""
