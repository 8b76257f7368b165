"""What commands take from other programs and give to them: texts, batches of texts, rows of JSON."""
