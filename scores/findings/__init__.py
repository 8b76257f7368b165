"""Findings: suspected faults of a translation, each on the words it is about, with a reason."""

from scores.findings.checking import CHECKS, find_findings
from scores.findings.finding import Finding, Mark, finding_id

__all__ = ["CHECKS", "Finding", "Mark", "find_findings", "finding_id"]
