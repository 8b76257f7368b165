"""The formats of files and tables: each made plain text with labels, or rows of articles, within bounds."""
