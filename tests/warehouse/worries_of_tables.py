"""What makes a right warehouse wrong, table by table: for each check, rows and how many the check selects then."""

__all__ = ["WORRIES", "insert"]


def insert(table: str, columns: str, n_rows: int = 1) -> str:
    return f"insert into {table} by name select {columns} from range({n_rows})"


def insert_finding(finding_type: str) -> str:
    """Return a contradiction of this type, and one of the type that holds, which nobody need worry about."""
    return (
        f"insert into marts.consistency_findings by name select '{finding_type}' as finding_type,"
        " unnest(['contradiction', 'holds']) as severity"
    )


WORRIES = {
    "article_ids_stand_once": (insert("marts.articles", "'a' as article_id", 2), 1),
    "articles_are_all_published": (insert("archive.articles", "'lost' as article_id"), 1),
    "bands_have_their_grain": (insert("marts.estimate_bands", "'hull' as policy, 'FRE' as party_id", 2), 1),
    "batches_are_all_read": (insert("quality.failed_batches", "'b' as shard_id, 1 as n_articles"), 1),
    "bounds_are_in_order": (
        ";".join(
            insert(f"marts.{table}", f"2 as {prefix}lower, 1 as {prefix}upper")
            for table, prefix in (
                ("casualty_series", ""),
                ("derived_rates", "per_day_"),
                ("source_comparisons", "ratio_"),
                ("loss_ratios", "ratio_"),
                ("implied_figures", "implied_"),
                ("estimate_bands", ""),
            )
        ),
        6,
    ),
    "claim_ids_stand_once": (insert("marts.claims", "'c' as claim_id", 2), 1),
    "claims_are_all_published": (insert("archive.claims", "'lost' as claim_id"), 1),
    "columns_are_described": ("comment on column marts.claims.quote is null", 1),
    "comparisons_have_their_grain": (insert("marts.source_comparisons", "'FRE' as party_id", 2), 1),
    "corrections_find_their_items": (
        insert("quality.corrections", "unnest(['not found', 'outdated', 'applied']) as outcome"),
        2,
    ),
    "corrections_find_what_they_expect": (
        insert("quality.corrections", "unnest(['not as expected', 'unusable', 'not found']) as outcome"),
        2,
    ),
    "days_agree_with_totals": (insert_finding("daily_against_totals"), 1),
    "derived_rows_name_their_claims": (
        ";".join(
            insert(f"marts.{table}", "['nobody'] as claim_ids") + ";" + insert(f"marts.{table}", "[] as claim_ids")
            for table in (
                "casualty_series", "derived_rates", "consistency_findings", "implied_figures", "projections",
                "estimate_bands", "claimant_profiles", "loss_ratios",
            )
        ),
        16,
    ),
    "extractor_does_not_fail": (
        insert("marts.articles", "'a' as article_id")
        + ";"
        + insert("quality.unread_sentences", "'a' as article_id, 'fault: ZeroDivisionError' as reason"),
        1,
    ),
    "few_articles_are_set_aside": (
        insert("marts.articles", "'a' as article_id", 10) + ";" + insert("quality.failed_batches", "2 as n_articles"),
        1,
    ),
    "findings_have_their_grain": (insert("marts.consistency_findings", "'f' as finding_id", 2), 1),
    "implied_figures_have_their_grain": (insert("marts.implied_figures", "'c' as claim_id", 2), 1),
    "killed_stay_below_casualties": (insert_finding("killed_above_casualties"), 1),
    "lineage_names_columns_that_are_there": (
        "delete from marts.lineage where table_name = 'marts.claims' and column_name = 'quote';"
        "update marts.lineage set source_columns = ['staging.claims.gone']"
        " where table_name = 'marts.claims' and column_name = 'measure'",
        2,
    ),
    "parties_are_known": (insert("marts.claims", "'FRE+UKR' as party_id"), 1),
    "parts_stay_below_wholes": (insert_finding("part_above_whole"), 1),
    "profiles_have_their_grain": (insert("marts.claimant_profiles", "'FRE' as party_id", 2), 1),
    "projections_are_no_series": (
        insert("marts.projections", "'c' as claim_id") + ";" + insert("marts.casualty_series", "['c'] as claim_ids"),
        1,
    ),
    "projections_have_their_grain": (insert("marts.projections", "'c' as claim_id", 2), 1),
    "quotes_stand_in_their_article": (
        insert("marts.articles", "'a' as article_id, 'Freedonia lost 500 men.' as text")
        + ";"
        + insert("marts.claims", "'a' as article_id, 'lost' as quote, 9 as quote_start, 13 as quote_end"),
        1,
    ),
    "rates_agree_with_totals": (insert_finding("rate_against_total"), 1),
    "rates_have_their_grain": (
        insert("marts.derived_rates", "'stated_rate' as method, 'FRE' as party_id", 2)
        + ";"
        # Two a day and 14 a week are no repetition.
        + insert("marts.derived_rates", "'stated_rate' as method, unnest(['per day', 'per week']) as formula"),
        1,
    ),
    "ratios_agree_with_figures": (insert_finding("ratio_against_figures"), 1),
    "ratios_have_their_grain": (insert("marts.loss_ratios", "'stated_ratio' as method, 'FRE' as party_id", 2), 1),
    "seeds_have_sources": (
        ";".join(
            f"update seeds.{table} set source = null"
            f" where rowid in (select rowid from seeds.{table} limit 1)"
            for table in ("claimants", "conflicts", "earlier_wars", "outlets", "strengths")
        )
        + ";"
        + insert("seeds.corrections", "'c' as item_id, 'a source' as source"),
        6,
    ),
    "series_has_its_grain": (insert("marts.casualty_series", "'FRE' as party_id", 2), 1),
    "series_is_one_side_of_what_happened": (
        insert("marts.claims", "'c' as claim_id, 'FRE' as party_id, 'projected' as status, 'cumulative' as time_basis")
        + ";"
        + insert("marts.casualty_series", "['c'] as claim_ids, 'FRE' as party_id, 'cumulative' as time_basis"),
        1,
    ),
    "sides_agree_with_both": (insert_finding("sides_against_both"), 1),
    "tables_are_described": ("comment on table marts.claims is null", 1),
    "totals_do_not_fall": (insert("marts.casualty_series", "'cumulative' as time_basis, -1 as rise_upper"), 1),
}  # fmt: skip
