"""Which text goes with which: encoders, documents into pairs, sentences into beads, words into links."""
