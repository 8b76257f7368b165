"""Faults planted in clean pairs, one at a time, to see which of them the checks find."""

from scores.planting.families import FAMILIES, Family, plant
from scores.planting.fault import Fault, Text
from scores.planting.measuring import Alarms, check_text, count_alarms, is_found

__all__ = ["FAMILIES", "Alarms", "Family", "Fault", "Text", "check_text", "count_alarms", "is_found", "plant"]
