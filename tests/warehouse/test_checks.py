"""Each check finds the worry that it is named after, and nothing in a warehouse that is right."""

from collections.abc import Iterator

import duckdb
import pytest
from tests.warehouse_rows import PROJECT, fetch, frame_articles, frame_claims, open_loaded

from tollbook.warehouse import build_models

CHECKS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((PROJECT / "sql" / "checks").glob("*.sql"))}


def insert(table: str, columns: str, n_rows: int = 1) -> str:
    return f"insert into {table} by name select {columns} from range({n_rows})"


def insert_finding(finding_type: str) -> str:
    """Return a contradiction of this type, and one of the type that holds, which nobody need worry about."""
    return (
        f"insert into marts.consistency_findings by name select '{finding_type}' as finding_type,"
        " unnest(['contradiction', 'holds']) as severity"
    )


def insert_claim(quote: str, value: str, columns: str = "'c' as claim_id") -> str:
    """Return a claim with its quote, which is the whole text of its article."""
    start = quote.index(value)
    return (
        insert("marts.articles", f"'a' as article_id, '{quote}' as text")
        + ";"
        + insert(
            "marts.claims",
            f"'a' as article_id, 'count' as claim_type, 'stated' as status, false as is_subset, 'active' as rule_id,"
            f" '{quote}' as quote, 0 as quote_start, {len(quote)} as quote_end, '{value}' as value_text,"
            f" {start} as value_start, {start + len(value)} as value_end, {columns}",
        )
    )


# What makes a right warehouse wrong, and how many rows the check selects then.
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
    "claimants_bear_their_name": (
        insert(
            "marts.claims",
            "'ukraine-mod' as claimant_id, unnest(['Ministry of Defence of Ukraine', 'UK']) as claimant_name",
        ),
        1,
    ),
    "claimants_speak_near_their_claim": (
        insert_claim("It lost 500 men, the army said.", "500", "unnest(['the army', 'the ministry']) as claimant_text")
        + ";"
        + insert("marts.articles", "'b' as article_id, 'The army spoke. 500 men died.' as text")
        + ";"
        + insert(
            "marts.claims",
            "'b' as article_id, 'active' as rule_id, '500 men died.' as quote, 16 as quote_start, 29 as quote_end,"
            " 'The army' as claimant_text",
        ),
        2,
    ),
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
    "counts_are_no_rates": (
        insert_claim("It lost 500 men a day.", "500")
        + ";"
        + insert_claim("It lost 500 men a week ago.", "500")
        + ";"
        + insert_claim("It lost 500 men a day.", "500", "'rate' as claim_type").replace("'count' as claim_type, ", ""),
        1,
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
    "figures_stand_after_their_period_began": (
        insert(
            "marts.claims", "date '2030-01-02' as as_of_date, date '2030-01-01' + unnest([0, 2]) as period_start_date"
        ),
        1,
    ),
    "figures_stand_before_publication": (
        insert(
            "marts.claims",
            "unnest(['stated', 'projected']) as status, date '2031-01-01' as as_of_date,"
            " date '2030-01-01' as published_date",
        ),
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
    "old_days_are_printed": (
        insert_claim(
            "It lost 500 men in June 2028.",
            "500",
            "date '2028-06-30' - unnest([0, 366]) as as_of_date, date '2030-01-01' as published_date",
        ),
        1,
    ),
    "parties_are_known": (insert("marts.claims", "'FRE+UKR' as party_id"), 1),
    "parties_are_named_in_their_article": (
        insert_claim("Ukraine lost 500 men in Belgorod.", "500", "unnest(['UKR', 'RUS', 'UKR+SDN']) as party_id"),
        1,
    ),
    "parties_fit_who_is_counted": (
        insert_claim(
            "It said 500 other Hezbollah fighters died.", "500", "unnest(['HEZBOLLAH', 'LBN', 'RUS', null]) as party_id"
        ),
        1,
    ),
    "parts_are_told_as_parts": (
        insert_claim("It lost 500 men, including 20 officers.", "20")
        + ";"
        + insert_claim("Among the dead were 20 of them.", "20")
        + ";"
        + insert_claim("It lost 500 men.", "500").replace("false as", "true as"),
        3,
    ),
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
    "statuses_have_their_words": (
        insert_claim("It will lose 500 men.", "500")
        .replace("'stated'", "unnest(['projected', 'confirmed', 'estimated', 'disputed', 'stated'])"),
        4,
    ),
    "tables_are_described": ("comment on table marts.claims is null", 1),
    "totals_do_not_fall": (insert("marts.casualty_series", "'cumulative' as time_basis, -1 as rise_upper"), 1),
    "totals_last_longer_than_a_day": (
        insert(
            "marts.claims",
            "'cumulative' as time_basis, date '2030-01-01' as period_start_date,"
            " date '2030-01-01' + unnest([0, 1]) as period_end_date",
        ),
        1,
    ),
    "victims_fit_who_is_counted": (
        insert_claim("It killed 500 young civilians.", "500", "unnest(['military', null, 'civilian']) as victim_type")
        + ";"
        + insert_claim("It killed 500 soldiers and civilians.", "500", "null as victim_type")
        + ";"
        + insert_claim("Women and children: 500 died.", "500", "'military' as victim_type")
        + ";"
        + insert_claim("Of the garrison 500 officers died.", "500", "'civilian' as victim_type"),
        4,
    ),
    "wars_are_named": (
        insert_claim(
            "Ukraine lost 500 men.", "500", "unnest(['russia-ukraine-2022', 'colombia-1964', null]) as conflict_id"
        ),
        1,
    ),
    "wars_are_told_as_totals": (
        insert(
            "marts.claims",
            "unnest(['incident', 'incident', 'period', 'period', 'cumulative']) as time_basis,"
            " 'russia-ukraine-2022' as conflict_id, date '2022-02-24' as period_start_date,"
            " date '2022-02-24' + unnest([1, 20, 20, 100, 100]) as period_end_date",
        ),
        2,
    ),
    "wars_are_under_way": (
        insert(
            "marts.claims",
            "'russia-ukraine-2022' as conflict_id, date '2022-02-24' - unnest([0, 1]) as published_date",
        ),
        1,
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    path = tmp_path_factory.mktemp("checks") / "w.duckdb"
    with open_loaded(path, frame_articles(), frame_claims()) as con:
        build_models(con, PROJECT / "sql")
        yield con


def test_every_check_is_worried_about_something_here() -> None:
    assert list(WORRIES) == list(CHECKS)


@pytest.mark.parametrize("name", WORRIES)
def test_the_worry_is_found_where_it_is_and_only_there(name: str, built: duckdb.DuckDBPyConnection) -> None:
    sql, n_rows = WORRIES[name]
    assert fetch(built, CHECKS[name]) == []
    built.execute("begin")
    built.execute(sql)
    found = fetch(built, CHECKS[name])
    built.execute("rollback")
    assert len(found) == n_rows
