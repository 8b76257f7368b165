"""How good, in numbers that can be reproduced: metrics, contests, findings, origin, verdicts."""
