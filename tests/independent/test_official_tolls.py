"""What is read in bulletins and news agrees with the official series, or differs for a reason that can be named."""

from collections import Counter

import pytest
from tests.independent.official_tolls import AGREEING, SHARED, compare_bulletins, compare_gaza, find_missing_gaza

pytestmark = pytest.mark.skipif(
    not (SHARED / "corpus").is_dir(), reason="the texts and figures of others lie beside the project, not in it"
)


def test_no_bulletin_is_read_otherwise_than_the_general_staff_counts() -> None:
    findings = Counter(finding.kind for finding in compare_bulletins())
    assert findings["total: matched"] >= 75
    assert findings["day: matched"] >= 67
    # Bulletins that give the losses of the day say so in brackets; the others are no fault of the reading.
    assert findings["day: not printed"] == 13
    other = set(findings) - {"total: matched", "day: matched", "day: not printed"}
    assert all(kind.endswith("missing: the persons are counted in Ukrainian") for kind in other)


def test_gazas_tolls_agree_with_its_health_ministry_or_differ_for_a_reason() -> None:
    findings = compare_gaza()
    agreeing = sum(finding.kind in AGREEING for finding in findings)
    assert agreeing >= 150
    unexplained = [finding for finding in findings if finding.kind == "unexplained"]
    assert len(unexplained) <= 0.01 * len(findings), unexplained


def test_gazas_tolls_that_are_printed_digit_by_digit_are_found() -> None:
    findings = Counter(finding.kind for finding in find_missing_gaza())
    assert findings["printed and found"] >= 0.95 * sum(findings.values())
