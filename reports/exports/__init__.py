"""How reports leave for other programs and desks: every format, its rows and its units, out and back."""
