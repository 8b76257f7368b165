"""The stages of a run: what each has to do, how it does a batch of it, and the tables that come of it."""
