"""The lattice of all beads between two texts: what speaks for a bead, the chances of all of them, the best path."""
