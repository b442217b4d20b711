"""Correct: apply ``seeds.corrections`` to the loaded claims; each fails once it does not find what it expects."""

import duckdb

__all__ = ["CorrectionError", "apply_corrections"]

_CORRECTABLE = (
    *("measure", "party_id", "victim_type", "lower", "best", "upper", "qualifier", "per_unit"),
    *("versus_party_id", "versus_text", "time_basis", "period_start_date", "period_end_date", "as_of_date"),
    *("date_precision", "claimant_id", "claimant_name", "via_text", "status", "is_subset", "conflict_id"),
)


class CorrectionError(ValueError):
    """A correction that names an unknown column, or whose expectation no longer holds."""


def apply_corrections(con: duckdb.DuckDBPyConnection) -> int:
    """Correct ``archive.claims`` as ``seeds.corrections`` says; return how many values were set.

    A correction of a claim that is not in the archive waits for it. Raises ``CorrectionError`` if the claim's value is
    not the expected one: the extractor has changed since, and the correction must be looked at again.
    """
    n_set = 0
    for claim_id, column, expected, corrected in con.execute(
        "select claim_id, column_name, expected_value, corrected_value from seeds.corrections"
    ).fetchall():
        if column not in _CORRECTABLE:
            raise CorrectionError(f"seeds/corrections.csv: {column!r} cannot be corrected; name a field of a claim")
        found = con.execute(
            f"select cast({column} as varchar) from archive.claims where claim_id = ?", [claim_id]
        ).fetchall()
        if not found:
            continue
        if found[0][0] != expected:
            raise CorrectionError(
                f"seeds/corrections.csv: claim {claim_id} has {column} {found[0][0]!r}, not {expected!r} as expected; "
                "see whether the correction is still needed"
            )
        con.execute(f"update archive.claims set {column} = ? where claim_id = ?", [corrected, claim_id])
        n_set += 1
    return n_set
