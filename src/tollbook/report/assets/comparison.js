"use strict";

(() => {
  const { make, find, load, decode, choice, capitalize, count, format, sentences, spaced } = tollbook;
  const { choose } = tollbook.topics;
  const IN_MATRIX = 8;
  const NARROW = 600;

  const METHODS = {
    stated_ratio: "printed as a ratio (full)",
    sides_by_one_claimant: "two sides by one claimant",
    sides_by_their_enemies: "what each side says of the other",
    sides_by_themselves: "what each side says of itself",
    measures_by_one_claimant: "two measures by one claimant",
  };

  /** Say what the colours of a chart stand for. */
  function showKey(place, entries) {
    place.replaceChildren(...entries.map(([words, colour]) => make("li", {}, make("span", { class: `swatch colour-${colour}`, "aria-hidden": "true" }), words)));
  }

  /** The middle ratio: the same, turned round, whichever of two claimants is divided by the other. */
  function middle(values) {
    const sorted = values.slice().sort((a, b) => a - b);
    const half = sorted.length / 2;
    return sorted.length % 2 ? sorted[Math.floor(half)] : Math.sqrt(sorted[half - 1] * sorted[half]);
  }

  /** Each comparison twice: as it is, and turned round, so that every row of the matrix is one claimant's. */
  function bothWays(rows) {
    const turn = (value) => (value ? 1 / value : null);
    const turned = { "at least": "up to", "up to": "at least" };
    return rows.flatMap((row) => [row, {
      ...row, claimant_a: row.claimant_b, claimant_b: row.claimant_a, words_a: row.words_b, words_b: row.words_a,
      lower: turn(row.upper), best: turn(row.best), upper: turn(row.lower), value: turn(row.value),
      form: turned[row.form] ?? row.form, claims: row.claims_b, claims_b: row.claims,
    }]);
  }

  async function show(topic, state, index, change) {
    const all = decode(await load(`comparisons/${topic.number}`));
    const hasComparable = all.some((row) => row.is_comparable);
    const scope = state.scope ?? (hasComparable ? "comparable" : "all");
    const rows = bothWays(all.filter((row) => (scope === "all" || row.is_comparable) && row.value > 0));
    const n = new Map();
    for (const row of rows) n.set(row.claimant_a, (n.get(row.claimant_a) ?? 0) + 1);
    const claimants = [...n].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([name]) => name);
    const party = index.parties[topic.party];
    showMatrix(rows, claimants, `${capitalize(topic.measure)}: ${party}.`, change);

    const base = claimants.includes(state.base) ? state.base : claimants[0];
    const others = claimants.filter((name) => name !== base);
    const colours = new Map(others.map((name, i) => [name, Math.min(i, 8)]));
    const against = rows.filter((row) => row.claimant_b === base && (!state.other || row.claimant_a === state.other))
      .map((row) => ({ ...row, claimant: row.claimant_a, colour: colours.get(row.claimant_a) }));
    find("chart-title").textContent = base ? `How many times what ${base} says` : "No ratio to draw";
    showKey(find("chart-key"), others.slice(0, 9).map((name, i) => [i < 8 ? name : "others", i]));
    find("chart-words").textContent = base ? `${capitalize(topic.measure)}, ${party}: each mark is another claimant's figure divided by that of ${base}; the dotted line is where both say the same. Logarithmic scale.${state.other ? ` Only ${state.other}.` : ""}` : "";
    await tollbook.charts.draw(find("chart"), "ratios", against, { describe, text: `${base}: ${count(against.length, "ratio")} over time` });
    tollbook.tables.showRows(find("table"), COLUMNS, against.slice().reverse());
    await showRatios(topic, state, index, change);
  }

  function showMatrix(rows, claimants, words, change) {
    const listed = claimants.slice(0, IN_MATRIX);
    const cells = [];
    for (const a of listed) {
      for (const b of listed) {
        const pair = rows.filter((row) => row.claimant_a === a && row.claimant_b === b);
        if (!pair.length) continue;
        const comparable = pair.filter((row) => row.is_comparable);
        const ratio = middle((comparable.length ? comparable : pair).map((row) => row.value));
        cells.push({
          claimant_a: a, claimant_b: b, label_a: `${listed.indexOf(a) + 1}. ${a}`, short_b: String(listed.indexOf(b) + 1),
          words: format(Number(ratio.toPrecision(ratio < 0.1 ? 1 : 2))), logarithm: Math.log2(ratio) / 2,
          n: pair.length, is_comparable: comparable.length > 0, reasons: pair[0].comparability,
        });
      }
    }
    const order = listed.map((name, i) => `${i + 1}. ${name}`);
    const isNarrow = find("matrix").clientWidth < NARROW;
    find("matrix-key").replaceChildren(...(isNarrow ? order.map((words) => make("li", {}, words)) : []));
    find("matrix-words").textContent = `${words} Read a row: its claimant's figures are so many times those of the claimant of the column, in the middle of all days.${claimants.length > IN_MATRIX ? ` The ${IN_MATRIX} that can be compared most of ${claimants.length}.` : ""} Choose a cell to see it over time.`;
    tollbook.charts.draw(find("matrix"), "matrix", cells, {
      text: cells.map((cell) => `${cell.claimant_a} says ${cell.words} times what ${cell.claimant_b} says`).join("; "),
      describe: (cell) => cell.claimant_a && [`${cell.claimant_a}: ${cell.words} times ${cell.claimant_b}`, count(cell.n, "pair of figures", "pairs of figures"), cell.is_comparable ? "comparable" : cell.reasons],
      onClick: (cell) => change({ base: cell.claimant_b, other: cell.claimant_a }),
      adapt: (spec, width) => {
        spec.encoding.x.sort = listed.map((_, i) => String(i + 1));
        spec.encoding.y.sort = order;
        if (width < NARROW) {
          spec.width.step = 38;
          spec.encoding.y.axis.labelExpr = "split(datum.label, '.')[0]";
        }
      },
    }).catch(tollbook.failed);
  }

  const describe = (row) => row.claimant_a && [
    `${tollbook.interval(row.lower, row.upper)} times`,
    `${row.claimant_a}: ${row.words_a} (${row.date})`,
    `${row.claimant_b}: ${row.words_b} (${row.date_b})`,
    row.comparability,
    "Click for the sentence",
  ];

  const COLUMNS = [
    { title: "Day", cell: (row) => row.date },
    { title: "Claimant", cell: (row) => row.claimant_a },
    { title: "says", number: true, cell: (row) => row.words_a },
    { title: "against", cell: (row) => row.claimant_b },
    { title: "who says", number: true, cell: (row) => row.words_b },
    { title: "Ratio", number: true, cell: (row) => tollbook.interval(row.lower, row.upper) },
    { title: "Comparable", long: true, cell: (row) => row.comparability },
    { title: "Where", cell: (row) => sentences(`${row.claims} ${row.claims_b}`, 2) },
  ];

  async function showRatios(topic, state, index, change) {
    const file = index.ratios[topic.conflict ?? ""];
    const all = file === undefined ? [] : decode(await load(`ratios/${file}`));
    const kindOf = (row) => (row.party_id === row.versus_party_id
      ? `${name(index, row.party_id)}: ${row.measure} to ${row.versus_measure}`
      : `${name(index, row.party_id)} to ${name(index, row.versus_party_id)}: ${row.measure}${row.measure === row.versus_measure ? "" : ` to ${row.versus_measure}`}`);
    const kinds = new Map();
    for (const row of all) kinds.set(kindOf(row), (kinds.get(kindOf(row)) ?? 0) + 1);
    const listed = [...kinds].sort((a, b) => b[1] - a[1]);
    const isBetweenSides = new Set(all.filter((row) => row.party_id !== row.versus_party_id).map(kindOf));
    const first = listed.find(([kind]) => isBetweenSides.has(kind)) ?? listed[0];
    const kind = kinds.has(state.ratio) ? state.ratio : first?.[0];
    find("ratio-controls").replaceChildren(listed.length ? choice("Ratio", listed.map(([each, n]) => [each, `${each} (${n})`]), kind, (ratio) => change({ ratio })) : "");
    const ofKind = all.filter((row) => kindOf(row) === kind && row.value > 0);
    const methods = [...new Set(ofKind.map((row) => row.method))].sort();
    const rows = ofKind.map((row) => ({
      ...row, colour: methods.indexOf(row.method), is_comparable: row.method === "stated_ratio",
    }));
    showKey(find("ratios-key"), methods.map((method, i) => [METHODS[method] ?? spaced(method), i]));
    await tollbook.charts.draw(find("ratios"), "ratios", rows.filter((row) => row.date), {
      text: `${kind ?? ""}: ${count(rows.length, "ratio")}`,
      describe: (row) => row.method && [`${row.words}: ${kind}`, `${spaced(row.method)}: ${speakers(row)}, ${row.date}`, "Click for the sentence"],
    });
    tollbook.tables.showRows(find("ratios-table"), [
      { title: "Day", cell: (row) => row.date ?? "no day" },
      { title: "Ratio", number: true, cell: (row) => row.words },
      { title: "By", cell: (row) => METHODS[row.method] ?? spaced(row.method) },
      { title: "Claimant", cell: speakers },
      { title: "Victims", cell: (row) => tollbook.victims[row.victim_type] ?? "not told" },
      { title: "Where", cell: (row) => sentences(row.claims) },
    ], rows.slice().reverse(), "No ratio of losses in this war yet.");
  }

  const name = (index, party) => index.parties[party] ?? party ?? "a side that is not told";
  const speakers = (row) => [...new Set([row.claimant_a ?? tollbook.voices, row.claimant_b])].filter(Boolean).join(" against ");

  function controls(topic, state, change) {
    return [choice("Pairs", [["", "Comparable ones, if any"], ["comparable", "Comparable"], ["all", "All, with reasons"]], state.scope, (scope) => change({ scope, base: "", other: "" }))];
  }

  choose(find("controls"), "comparisons", controls, show).catch(tollbook.failed);
})();
