"""Sentences of Arabic and English, and the clauses inside them; lines of a fixed width joined before."""

from corpus.sentences.splitting import split_clauses, split_sentences

__all__ = ["split_clauses", "split_sentences"]
