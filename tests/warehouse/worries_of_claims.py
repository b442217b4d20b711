"""What makes a claim doubtful beside its words: for each check, claims and how many of them the check selects."""

from tests.warehouse.worries_of_tables import insert

from tollbook.articles import content_hash

__all__ = ["WORRIES"]


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


def insert_pair(between: str, former: str, latter: str) -> str:
    """Return two claims of a quote of its own, with their columns and the words between their figures."""
    quote = f"It killed 12{between}30 more."
    article_id = content_hash(quote + former + latter)
    return "".join(
        insert(
            "marts.claims",
            f"'{article_id}' as article_id, '{value}' as claim_id, 'active' as rule_id, 'count' as claim_type,"
            f" '{quote}' as quote, 0 as quote_start, {quote.index(value)} as value_start,"
            f" {quote.index(value) + 2} as value_end, {columns}",
        )
        + ";"
        for value, columns in (("12", former), ("30", latter))
    )


WORRIES = {
    "armed_groups_lose_fighters": (
        insert_claim("It killed 50 Hezbollah fighters.", "50", "unnest(['HEZBOLLAH', 'LBN']) as party_id")
        + ";"
        + insert_claim("It killed 50 people.", "50", "unnest(['HEZBOLLAH', 'LBN']) as party_id")
        + ";"
        + insert_claim("50 fighters died.", "50", "'HEZBOLLAH' as party_id, 'civilian' as victim_type"),
        2,
    ),
    "claimants_bear_their_name": (
        insert(
            "marts.claims",
            "'ukraine-mod' as claimant_id, unnest(['Ministry of Defence of Ukraine', 'UK']) as claimant_name",
        ),
        1,
    ),
    "claimants_do_not_boast_of_their_own_dead": (
        insert_claim(
            "Ukraine said it killed 50 people.", "50", "'ukraine' as claimant_id, unnest(['UKR', 'RUS']) as party_id"
        )
        + ";"
        + insert_claim("50 terrorists died.", "50", "'ukraine' as claimant_id, unnest(['UKR', 'RUS']) as party_id")
        + ";"
        + insert_claim("Ukraine said it lost 50 people.", "50", "'ukraine' as claimant_id, 'UKR' as party_id"),
        2,
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
    "counts_are_no_rates": (
        insert_claim("It lost 500 men a day.", "500")
        + ";"
        + insert_claim("It lost 500 men a week ago.", "500")
        + ";"
        + insert_claim("It lost 500 men a day.", "500", "'rate' as claim_type").replace("'count' as claim_type, ", ""),
        1,
    ),
    "events_are_short": (
        insert(
            "marts.claims",
            "unnest(['incident', 'incident', 'cumulative']) as time_basis, 'active' as rule_id,"
            " date '2030-02-01' as period_start_date, date '2030-02-01' + unnest([31, 32, 99]) as period_end_date",
        ),
        1,
    ),
    "figures_keep_their_side": (
        insert(
            "marts.claims",
            "'active' as rule_id, 'count' as claim_type, 'killed' as measure, 'exact' as qualifier,"
            " 'war' as conflict_id, unnest([1, 2, 3, 4, 5, 6, 7]) as claim_id,"
            " unnest(['a', 'b', 'c', 'c', 'd', 'e', 'e']) as article_id,"
            " unnest(['UKR', 'RUS', 'RUS', 'RUS', 'UKR', 'UKR', 'UKR']) as party_id,"
            # The last two agree, and so does one of another month.
            " unnest([51, 51, 51, 51, 51, 40, 40]) as lower,"
            " unnest([date '2030-01-02', '2030-01-01', '2030-01-01', '2030-01-01', '2030-05-01', '2030-01-01',"
            " '2030-01-01']) as as_of_date",
        ),
        1,
    ),
    "figures_of_one_breath_agree": (
        insert_pair(" people and wounded ", "'UKR' as party_id", "'RUS' as party_id")
        + insert_pair(" people, including ", "'UKR' as party_id", "'RUS' as party_id")
        + insert_pair(" people and Russia lost ", "'UKR' as party_id", "'RUS' as party_id")
        + insert_pair(" people and wounded ", "'incident' as time_basis", "'period' as time_basis")
        + insert_pair(" people, including ", "'incident' as time_basis", "'period' as time_basis")
        + insert_pair(" people and wounded ", "'UKR' as party_id", "'UKR' as party_id"),
        3,
    ),
    "figures_stand_after_their_period_began": (
        insert(
            "marts.claims", "date '2030-01-02' as as_of_date, date '2030-01-01' + unnest([0, 2]) as period_start_date"
        ),
        1,
    ),
    "figures_stand_after_their_war_began": (
        insert(
            "marts.claims",
            "'active' as rule_id, 'russia-ukraine-2022' as conflict_id,"
            " date '2022-02-24' - unnest([0, 90, 91]) as as_of_date",
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
    "health_ministries_count_their_own": (
        insert(
            "marts.claims",
            "unnest(['gaza-health-ministry', 'gaza-health-ministry', 'gaza-health-ministry', 'israel']) as claimant_id,"
            " unnest(['ISR', 'PSE', 'HAMAS', 'PSE']) as party_id",
        ),
        1,
    ),
    "months_are_printed": (
        insert_claim(
            "In October it lost 500 men.",
            "500",
            "unnest([date '2029-10-01', date '2029-11-10', date '2029-12-25']) as as_of_date,"
            " date '2030-01-01' as published_date",
        )
        + ";"
        + insert_claim(
            "It lost 500 men last month.", "500", "date '2029-11-10' as as_of_date, date '2030-01-01' as published_date"
        ).replace("'a' as", "'b' as"),
        1,
    ),
    "old_days_are_printed": (
        insert_claim(
            "It lost 500 men in June 2028.",
            "500",
            "date '2028-06-30' - unnest([0, 366]) as as_of_date, date '2030-01-01' as published_date",
        ),
        1,
    ),
    "parties_are_named_in_their_article": (
        insert_claim("Ukraine lost 500 men in Belgorod.", "500", "unnest(['UKR', 'RUS', 'UKR+SDN']) as party_id"),
        1,
    ),
    "parties_do_not_kill_their_own": (
        insert_claim("An Israeli air strike killed 12 people.", "12", "unnest(['ISR', 'PSE']) as party_id")
        + ";"
        + insert_claim("12 people died in a Hamas rocket attack.", "12", "unnest(['ISR', 'HAMAS']) as party_id")
        + ";"
        + insert_claim("Israeli strikes on Israel killed 12 people.", "12", "'ISR' as party_id"),
        2,
    ),
    "parties_fit_who_is_counted": (
        insert_claim(
            "It said 500 other Hezbollah fighters died.", "500", "unnest(['HEZBOLLAH', 'LBN', 'RUS', null]) as party_id"
        )
        + ";"
        + insert_claim("It killed 500 Russians.", "500", "unnest(['RUS', 'UKR']) as party_id")
        + ";"
        + insert_claim("Russia has lost up to 500 men.", "500", "unnest(['RUS', 'UKR', 'RUS+UKR']) as party_id"),
        3,
    ),
    "parts_are_told_as_parts": (
        insert_claim("It lost 500 men, including 20 officers.", "20", "'a' as claim_id")
        + ";"
        + insert_claim("It lost 500 men, including two medics and 20 officers.", "20")
        + ";"
        + insert_claim("Twenty men were among those killed.", "Twenty")
        + ";"
        + insert_claim("Among the dead were 20 of them.", "20")
        + ";"
        + insert_claim("It lost 20 men, including officers.", "20").replace("false as", "true as")
        + ";"
        + insert_claim("It lost 500 men: 480 soldiers and 20 officers.", "20").replace("false as", "true as"),
        5,
    ),
    "people_fall_where_they_live": (
        insert_claim(
            "A strike killed 12 people in southern Gaza.",
            "12",
            "'israel-gaza-2023' as conflict_id, unnest(['PSE', 'HAMAS', 'ISR', 'USA', 'ISR']) as party_id,"
            " unnest([null, null, null, null, 'military']) as victim_type",
        )
        + ";"
        + insert_claim(
            "12 Israeli workers died in Gaza.", "12", "'israel-gaza-2023' as conflict_id, 'ISR' as party_id"
        ),
        2,
    ),
    "periods_have_their_days": (
        insert(
            "marts.claims",
            "'active' as rule_id, 'count' as claim_type, unnest(['period', 'period', 'incident']) as time_basis,"
            " unnest([null, date '2030-01-01', null]) as period_start_date, date '2030-01-01' as period_end_date",
        ),
        1,
    ),
    "statuses_have_their_words": (
        insert_claim("It will lose 500 men.", "500")
        .replace("'stated'", "unnest(['projected', 'confirmed', 'estimated', 'disputed', 'stated'])"),
        4,
    ),
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
        + insert_claim("It killed 500 of its soldiers, and fled.", "500", "'civilian' as victim_type")
        + ";"
        + insert_claim("It killed 500 of those soldiers, and fled.", "500", "'military' as victim_type")
        + ";"
        + insert_claim("It killed 500 when soldiers fled a child.", "500", "'civilian' as victim_type")
        + ";"
        + insert_claim("Women and children: 500 died.", "500", "'military' as victim_type")
        + ";"
        + insert_claim("Of the garrison 500 officers died.", "500", "'civilian' as victim_type"),
        5,
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
            "unnest(['incident', 'incident', 'period', 'period', 'period', 'period', 'cumulative']) as time_basis,"
            " unnest(['', '', 'in its first days', 'in its first days', 'so far', 'so far', 'so far']) as quote,"
            " 'russia-ukraine-2022' as conflict_id, date '2022-02-24' as period_start_date,"
            " date '2022-02-24' + unnest([1, 20, 20, 100, 2, 20, 100]) as period_end_date",
        ),
        3,
    ),
    "wars_are_under_way": (
        insert(
            "marts.claims",
            "'russia-ukraine-2022' as conflict_id, date '2022-02-24' - unnest([0, 1]) as published_date",
        ),
        1,
    ),
}  # fmt: skip
