"""The desk: a run's passages in a browser, where editors decide; what they decided is kept as a log of events."""
