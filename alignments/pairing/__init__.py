"""Documents into pairs: candidates by what lies near, matches by a quick alignment, one original or none for each."""
