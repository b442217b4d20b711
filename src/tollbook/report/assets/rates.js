"use strict";

(() => {
  const { find, load, decode, choice, capitalize, count, format, sentences, victims, voices, interval } = tollbook;
  const { choose, rank, chosen, showClaimants } = tollbook.topics;

  const METHODS = {
    stated_rate: "printed as a rate",
    stated_period: "a count over its stated days",
    difference_of_totals: "difference of two totals",
    average_since_start: "average since the war began",
  };
  const STATED = new Set(["stated_rate", "stated_period"]);

  function controls(topic, state, change) {
    return [
      choice("Per", [["day", "Day"], ["month", "Month"], ["year", "Year"]], state.unit ?? "day", (unit) => change({ unit })),
      choice("Method", [["", "All"], ...Object.entries(METHODS).map(([method, words]) => [method, capitalize(words)])], state.method, (method) => change({ method, claimants: "" })),
      choice("Victims", [["", "All"], ["military", "Soldiers, fighters"], ["civilian", "Civilians"], ["untold", "Not told"]], state.victims, (of) => change({ victims: of })),
    ];
  }

  async function show(topic, state, index, change) {
    const unit = state.unit ?? "day";
    const all = decode(await load(`rates/${topic.number}`)).map((row) => withUnit(row, unit));
    const kept = all.filter((row) => (!state.method || row.method === state.method) && (!state.victims || (row.victim_type ?? "untold") === state.victims));
    const ranked = rank(kept);
    const names = chosen(ranked, state);
    const colours = new Map(ranked.map((each) => [each.claimant, each.colour]));
    const rows = kept.filter((row) => names.has(row.claimant ?? voices));
    const early = rows.filter((row) => row.is_doubtful).length;
    const counts = new Map(ranked.map((each) => [each.claimant, each.n]));
    const drawn = rows.filter((row) => row.date && !row.is_doubtful && row.value !== null && row.value >= 0)
      .map((row) => ({ ...row, colour: colours.get(row.claimant), n_of_claimant: counts.get(row.claimant), is_stated: STATED.has(row.method) }));
    const party = index.parties[topic.party];
    find("chart-title").textContent = `${capitalize(topic.measure)} per ${unit}: ${party}`;
    const fallen = rows.filter((row) => row.value !== null && row.value < 0).length;
    find("chart-words").textContent = `${count(drawn.length, "rate")} of ${count(names.size, "claimant")}; people per ${unit}, over the days that each rate is about.${fallen ? ` ${count(fallen, "rate")} below zero, where a total fell, in the table only.` : ""}${early ? ` ${count(early, "rate")} from before the war in the table only.` : ""}`;
    showClaimants(find("claimants"), ranked, names, change);
    await tollbook.charts.draw(find("chart"), "rates", drawn, {
      describe: (row) => row.words && [`${row.words} per ${unit}`, `${row.claimant ?? voices}, ${row.start ?? "?"} to ${row.date}`, `${METHODS[row.method]}: ${row.formula}`, "Click for the sentence"],
      text: `${capitalize(topic.measure)} per ${unit}, ${party}: ${count(drawn.length, "rate")}`,
    });
    showMethods(rows, unit);
    tollbook.tables.showRows(find("table"), columns(unit), rows.slice().sort((a, b) => (b.date ?? "").localeCompare(a.date ?? "")));
  }

  function withUnit(row, unit) {
    const [lower, best, upper] = ["lower", "best", "upper"].map((end) => row[`${unit}_${end}`]);
    const form = best !== null ? "point" : lower !== null && upper !== null ? "range" : lower !== null ? "at least" : "up to";
    return { ...row, lower, best, upper, form, value: best ?? lower ?? upper, words: interval(lower, upper) };
  }

  function showMethods(rows, unit) {
    const groups = new Map();
    for (const row of rows) {
      if (row.value === null) continue;
      const key = `${row.claimant ?? voices}|${row.method}`;
      const group = groups.get(key) ?? { claimant: row.claimant ?? voices, method: row.method, values: [], last: "" };
      group.values.push(row.value);
      if ((row.date ?? "") > group.last) group.last = row.date;
      groups.set(key, group);
    }
    const listed = [...groups.values()].sort((a, b) => a.claimant.localeCompare(b.claimant) || a.method.localeCompare(b.method));
    tollbook.tables.showRows(find("methods"), [
      { title: "Claimant", cell: (group) => group.claimant },
      { title: "By", cell: (group) => METHODS[group.method] },
      { title: `Middle rate per ${unit}`, number: true, cell: (group) => format(group.values.sort((a, b) => a - b)[Math.floor((group.values.length - 1) / 2)]) },
      { title: "Rates", number: true, cell: (group) => format(group.values.length) },
      { title: "To", cell: (group) => group.last },
    ], listed);
  }

  const columns = (unit) => [
    { title: "Days", cell: (row) => `${row.start ?? "?"} to ${row.date ?? "?"}` },
    { title: "Claimant", cell: (row) => row.claimant ?? voices },
    { title: `Per ${unit}`, number: true, cell: (row) => row.words },
    { title: "A year per 1,000 of strength", number: true, cell: (row) => format(row.per_1000_strength) },
    { title: "A year per 100,000 people", number: true, cell: (row) => format(row.per_100000_population) },
    { title: "By", cell: (row) => METHODS[row.method] },
    { title: "Formula", long: true, cell: (row) => row.formula },
    { title: "Victims", cell: (row) => victims[row.victim_type] ?? "not told" },
    { title: "Where", cell: (row) => sentences(row.claims) },
  ];

  choose(find("controls"), "rates", controls, show).catch(tollbook.failed);
})();
