"use strict";

(() => {
  const { find, load, decode, choice, tick, count, capitalize, victims, voices, sentences, make } = tollbook;
  const { choose, rank, chosen, showClaimants } = tollbook.topics;

  const BASES = { cumulative: "Running totals", period: "Stated windows" };
  const WHEN = { month: "known to the month", year: "known to the year", inferred: "the article has no date" };

  function controls(topic, state, change) {
    return [
      choice("Figures", Object.entries(BASES), state.basis ?? "cumulative", (basis) => change({ basis })),
      choice("Victims", [["", "All"], ["military", "Soldiers, fighters"], ["civilian", "Civilians"], ["untold", "Not told"]], state.victims, (of) => change({ victims: of })),
      choice("Claimants", [["", "Of every kind"], ...["belligerent", "government", "intergovernmental", "ngo", "media", "academic", "unnamed"].map((kind) => [kind, kind === "ngo" ? "NGOs" : capitalize(kind)])], state.kind, (kind) => change({ kind, claimants: "" })),
    ];
  }

  async function show(topic, state, index, change) {
    const all = decode(await load(`figures/${topic.number}`));
    const party = index.parties[topic.party];
    const basis = state.basis ?? (all.some((row) => row.time_basis === "cumulative") ? "cumulative" : "period");
    const kept = all.filter((row) => row.time_basis === basis
      && (!state.victims || (row.victim_type ?? "untold") === state.victims)
      && (!state.kind || row.claimant_type === state.kind));
    const ranked = rank(kept);
    const names = chosen(ranked, state);
    const ofNames = kept.filter((row) => names.has(row.claimant ?? voices));
    const doubtful = ofNames.filter((row) => row.is_doubtful).length;
    const colours = new Map(ranked.map((each) => [each.claimant, each.colour]));
    const drawn = ofNames.filter((row) => row.date && (state.doubtful || !row.is_doubtful))
      .map((row) => ({ ...row, colour: colours.get(row.claimant) }));

    const what = `${capitalize(topic.measure)}: ${party}, ${BASES[basis].toLowerCase()}`;
    find("chart-title").textContent = what;
    const undated = ofNames.filter((row) => !row.date).length;
    find("chart-words").replaceChildren(
      `${count(drawn.length, "figure")} of ${count(names.size, "claimant")}; people, by the day on which each figure stood. `,
      undated ? `${count(undated, "figure")} without a day ${undated === 1 ? "is" : "are"} in the table only. ` : "",
      doubtful ? tick(`show ${count(doubtful, "outlier")}: far from their claimant's other totals, or dated before the war`, Boolean(state.doubtful), (on) => change({ doubtful: on ? "1" : "" })) : "",
    );
    showClaimants(find("claimants"), ranked, names, change);
    await tollbook.charts.draw(find("chart"), "figures", drawn, { describe, text: `${what}. ${inWords(drawn)}` });
    tollbook.tables.showRows(find("table"), COLUMNS, ofNames.slice().sort((a, b) => (b.date ?? "").localeCompare(a.date ?? "")));
    await showComparable(topic, ranked);
  }

  function inWords(rows) {
    const last = new Map();
    for (const row of rows) if (row.claimant && row.status !== "projected") last.set(row.claimant, row);
    return [...last.values()].slice(-8).map((row) => `${row.claimant}: ${row.words} on ${row.date}`).join("; ");
  }

  function describe(row) {
    if (!row.words) return null;
    return [
      `${row.words} ${row.measure ?? ""}`.trim(),
      `${row.claimant ?? voices}, ${row.start ? `${row.start} to ` : ""}${row.date}${WHEN[row.date_precision] ? ` (${WHEN[row.date_precision]})` : ""}`,
      `${row.status}${row.victim_type ? `, ${victims[row.victim_type]}` : ""}, ${count(row.n_claims, "claim")} in ${count(row.n_outlets, "outlet")}`,
      row.is_doubtful ? "set aside as an outlier" : null,
      "Click for the sentence",
    ];
  }

  const COLUMNS = [
    { title: "Day", cell: (row) => (row.start && row.start !== row.date ? `${row.start} to ${row.date}` : row.date ?? "no day") },
    { title: "Claimant", cell: (row) => row.claimant ?? voices },
    { title: "Figure", number: true, cell: (row) => row.words },
    { title: "Victims", cell: (row) => victims[row.victim_type] ?? "not told" },
    { title: "Status", cell: (row) => row.status + (row.is_doubtful ? ", outlier" : "") },
    { title: "Outlets", number: true, cell: (row) => row.n_outlets },
    { title: "Where", cell: (row) => sentences(row.claims, row.n_claims) },
  ];

  async function showComparable(topic, ranked) {
    const place = find("comparable");
    if (!topic.comparisons) {
      place.replaceChildren(make("p", { class: "quiet" }, "No two claimants give figures for these people within 92 days of each other."));
      return;
    }
    const pairs = new Map();
    for (const row of decode(await load(`comparisons/${topic.number}`))) {
      const key = [row.claimant_a, row.claimant_b, row.measure_b].join("|");
      const pair = pairs.get(key) ?? { ...row, n: 0, n_comparable: 0, reasons: new Map() };
      pair.n += 1;
      pair.n_comparable += row.is_comparable ? 1 : 0;
      for (const reason of row.is_comparable ? [] : row.comparability.split("; ")) {
        const kind = reason.split(":")[0];
        pair.reasons.set(kind, { n: (pair.reasons.get(kind)?.n ?? 0) + 1, reason });
      }
      pairs.set(key, pair);
    }
    const weight = new Map(ranked.map((each) => [each.claimant, each.n]));
    const listed = [...pairs.values()].sort((a, b) => (b.n_comparable > 0) - (a.n_comparable > 0) || b.n - a.n
      || (weight.get(b.claimant_a) ?? 0) - (weight.get(a.claimant_a) ?? 0));
    tollbook.tables.showRows(place, [
      { title: "Claimants", cell: (pair) => `${pair.claimant_a} and ${pair.claimant_b}` },
      { title: "Compared", number: true, cell: (pair) => pair.n },
      { title: "Comparable", number: true, cell: (pair) => pair.n_comparable },
      { title: "Why not, where not", long: true, cell: (pair) => whyNot(pair.reasons) },
    ], listed);
  }

  /** The reasons by kind with how often each holds; one that holds once, or is about the magnitude, in full. */
  function whyNot(reasons) {
    return [...reasons].sort((a, b) => b[1].n - a[1].n)
      .map(([kind, { n, reason }]) => (n === 1 ? reason : `${kind === "magnitude" ? reason : kind} (${n})`)).join("; ");
  }

  choose(find("controls"), "figures", controls, show).catch(tollbook.failed);
})();
