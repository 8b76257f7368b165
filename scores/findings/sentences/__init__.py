"""Sentences and their parts: left out, added, in another order, or saying something else."""
