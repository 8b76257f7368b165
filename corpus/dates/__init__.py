"""Dates as archives write them: every order, five sets of Arabic month names, Hijri, both kinds of digits."""

from corpus.dates.mentions import DateMention, find_dates, find_days, parse_date, say_date

__all__ = ["DateMention", "find_dates", "find_days", "parse_date", "say_date"]
