"use strict";

// A topic is a war, a party and a measure. Its controls and its list of claimants serve several pages.
tollbook.topics = (() => {
  const { make, load, choice, readState, writeState, capitalize, voices } = tollbook;
  const WITHOUT_WAR = "";
  const MEASURES = ["killed", "wounded", "missing", "captured", "casualties", "losses"];
  const COLOURED = 8;

  /**
   * Show the choice of a topic among those with `kind` (figures, comparisons, rates) in `place`, the page's own `extra` controls
   * after it, and call `show(topic, state, index)` for the one chosen, now and after each change.
   */
  async function choose(place, kind, extra, show) {
    const index = await load("topics");
    const topics = index.topics.filter((topic) => topic[kind]);
    const state = readState();
    const shown = () => topics.find((topic) => of(topic, state.war, state.party, state.measure)) ?? topics[0];
    if (!topics.length) {
      place.replaceChildren(make("p", { class: "quiet" }, "The warehouse has none yet."));
      return;
    }
    function change(changed) {
      Object.assign(state, changed);
      const topic = nearest(topics, state);
      Object.assign(state, { war: topic.conflict ?? WITHOUT_WAR, party: topic.party, measure: topic.measure });
      writeState(state);
      render(topic);
    }
    function render(topic) {
      const ofWar = topics.filter((each) => each.conflict === topic.conflict);
      const ofParty = ofWar.filter((each) => each.party === topic.party);
      const wars = unique(topics.map((each) => each.conflict)).map((id) => [id ?? WITHOUT_WAR, index.conflicts[id] ?? "No war named"]);
      const parties = unique(ofWar.map((each) => each.party)).map((id) => [id, index.parties[id]]);
      const measures = MEASURES.filter((measure) => ofParty.some((each) => each.measure === measure));
      place.replaceChildren(
        choice("War", wars, topic.conflict ?? WITHOUT_WAR, (war) => change({ war, party: "", claimants: "" })),
        choice("Whose people", parties, topic.party, (party) => change({ party, claimants: "" })),
        choice("Measure", measures.map((measure) => [measure, capitalize(measure)]), topic.measure, (measure) => change({ measure, claimants: "" })),
        ...extra(topic, state, change),
      );
      Promise.resolve(show(topic, state, index, change)).catch(tollbook.failed);
    }
    render(shown());
    addEventListener("hashchange", () => {
      for (const name of Object.keys(state)) delete state[name];
      Object.assign(state, readState());
      render(shown());
    });
  }

  const of = (topic, war, party, measure) => (topic.conflict ?? WITHOUT_WAR) === (war ?? WITHOUT_WAR) && topic.party === party && topic.measure === measure;

  function nearest(topics, { war, party, measure }) {
    const ofWar = topics.filter((topic) => (topic.conflict ?? WITHOUT_WAR) === war);
    const ofParty = ofWar.filter((topic) => topic.party === party);
    return ofParty.find((topic) => topic.measure === measure) ?? ofParty[0]
      ?? ofWar.find((topic) => topic.measure === measure) ?? ofWar[0] ?? topics[0];
  }

  const unique = (values) => [...new Set(values)];

  /** Count the rows of each claimant, and give the first eight their colours. Articles' own voice comes last. */
  function rank(rows) {
    const counts = new Map();
    for (const row of rows) counts.set(row.claimant, (counts.get(row.claimant) ?? 0) + 1);
    return [...counts].sort((a, b) => (a[0] === null) - (b[0] === null) || b[1] - a[1] || a[0].localeCompare(b[0]))
      .map(([claimant, n], i) => ({ claimant, name: claimant ?? voices, n, colour: claimant === null ? COLOURED : Math.min(i, COLOURED) }));
  }

  /** The claimants whose figures are shown: those that the address names, else those with most figures. */
  function chosen(ranked, state) {
    if (state.claimants === "all") return new Set(ranked.map((each) => each.name));
    if (state.claimants) return new Set(state.claimants.split("|"));
    const fits = ranked.length <= COLOURED + 1;
    return new Set(ranked.filter((each) => fits || each.colour < COLOURED).map((each) => each.name));
  }

  function showClaimants(place, ranked, names, change) {
    const set = (next) => change({ claimants: next.size === ranked.length ? "all" : [...next].join("|") });
    const toggle = (name, on) => {
      const next = new Set(names);
      if (on) next.add(name);
      else next.delete(name);
      set(next);
    };
    place.replaceChildren(
      ...ranked.map((each) => make("label", { class: "tick" },
        make("input", { type: "checkbox", checked: names.has(each.name), change: (event) => toggle(each.name, event.target.checked) }),
        make("span", { class: `swatch colour-${each.colour}`, "aria-hidden": "true" }),
        make("span", {}, each.name, " ", make("span", { class: "quiet" }, tollbook.format(each.n))))),
      ranked.length > COLOURED ? make("p", { class: "more" },
        make("button", { type: "button", click: () => change({ claimants: "all" }) }, "All"),
        make("button", { type: "button", click: () => change({ claimants: "" }) }, "Those with most figures")) : "",
    );
  }

  return { choose, rank, chosen, showClaimants };
})();
