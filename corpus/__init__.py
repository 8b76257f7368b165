"""Documents as they arrive: formats, header and body, languages, dates, articles, sentences, folding."""
