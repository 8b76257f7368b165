"""Numbers by value: digits of any script and number words, in Arabic and in English."""

from corpus.numbers.mentions import NumberMention, find_numbers

__all__ = ["NumberMention", "find_numbers"]
