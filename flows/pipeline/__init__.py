"""One pass over a run: the stages in their order, the workers that do their batches, the machine's troubles."""
