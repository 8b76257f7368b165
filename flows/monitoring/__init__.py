"""What an operator learns of a run: what became of everything, what it took, the gate, the pages of Prefect."""
