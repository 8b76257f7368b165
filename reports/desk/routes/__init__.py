"""The desk's addresses, a module for each matter."""
