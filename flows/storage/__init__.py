"""What a run lies on: inputs, finished batches as parts, tables gathered from them, keys and a lock."""
