"use strict";

(() => {
  const { make, find, load, count, spaced, sentences, format, choice } = tollbook;

  const off = (share) => (Math.abs(share) > 9 ? `${format(Math.round(share + 1))} times` : `${format(Math.round(share * 1000) / 10)} %`);
  const said = (text) => text ?? "nobody named";

  const SHOW = {
    findings: {
      words: { contradiction: "cannot both be true", tension: "strained", rounding: "rounded", holds: "holds" },
      columns: [
        { title: "Sum", long: true, cell: (row) => row.finding },
        { title: "Kind", cell: (row) => spaced(row.finding_type) },
        { title: "Off by", number: true, cell: (row) => (row.gap === null ? "" : off(row.gap)) },
        { title: "Where", cell: (row) => sentences(row.claims) },
      ],
      first: ["contradiction", "tension", "rounding", "holds"],
    },
    implied: {
      words: {},
      columns: [
        { title: "Claim", long: true, cell: (row) => `${row.value_text} ${row.measure}${row.versus_text ? `, against “${row.versus_text}”` : ""}, ${row.party_id ?? "party not told"}` },
        { title: "By", cell: (row) => said(row.claimant) },
        { title: "Implies", cell: (row) => (row.implied_text ? `${row.implied_text} (${row.implied_about}): ${row.formula}` : "") },
        { title: "Known", cell: (row) => (row.known ? `${row.known}, ${row.known_from}` : "") },
        { title: "Where", cell: (row) => sentences(row.claims) },
      ],
      first: ["above what is known", "below what is known", "agrees", "nothing known", "no base figure"],
    },
    forecasts: {
      words: { scored: "with an outcome", open: "still open" },
      columns: [
        { title: "Forecast", long: true, cell: (row) => `${row.words} ${row.measure}${row.per_unit ? ` per ${row.per_unit}` : ""}, ${row.party_id ?? "party not told"}` },
        { title: "By", cell: (row) => said(row.claimant) },
        { title: "For", cell: (row) => row.horizon_date ?? "no day" },
        { title: "Came out", cell: (row) => (row.outcome ? `${row.outcome} on ${row.outcome_date} (${said(row.outcome_claimant)})` : "") },
        { title: "Off by", number: true, cell: (row) => (row.relative_error === null ? "" : off(row.relative_error)) },
        { title: "Verdict", cell: (row) => row.verdict },
        { title: "Where", cell: (row) => sentences(row.claims) },
      ],
      first: ["scored", "open"],
    },
    unread: {
      words: {},
      columns: [
        { title: "Sentence", long: true, cell: (row) => row.sentence },
        { title: "Article", cell: (row) => make("a", { href: `article.html#${row.article_id}` }, row.title || row.outlet || "article") },
        { title: "Date", cell: (row) => row.date ?? "unknown" },
      ],
      first: [],
    },
    rejected: {
      words: { article: "articles", claim: "claims" },
      columns: [
        { title: "What and why", long: true, cell: (row) => row.words },
        { title: "Article", cell: (row) => (row.article_id ? make("a", { href: `article.html#${row.article_id}` }, "article") : "") },
      ],
      first: [],
    },
  };

  function showParts(name, parts) {
    const { words, columns, first } = SHOW[name];
    const place = find(name);
    const ordered = parts.slice().sort((a, b) => first.indexOf(a.part) - first.indexOf(b.part));
    if (!ordered.length) {
      place.replaceChildren(make("p", { class: "quiet" }, "Nothing."));
      return;
    }
    const rows = make("div");
    const show = (key) => tollbook.tables.showParts(rows, columns, ordered.filter((part) => part.key === key));
    const options = ordered.map((part) => [part.key, `${words[part.part] ?? part.part} (${format(part.rows)})`]);
    place.replaceChildren(make("form", { class: "controls" }, choice("Which", options, ordered[0].key, show)), rows);
    show(ordered[0].key);
  }

  function showChains(parts) {
    const place = find("drift");
    if (!parts.length) {
      place.replaceChildren(make("p", { class: "quiet" }, "No figure changed on its way."));
      return;
    }
    const list = make("div", { class: "chains" });
    tollbook.tables.addMore(place, list, parts[0].rows, tollbook.tables.readParts(parts), (rows) => {
      list.append(...rows.map(chain));
    });
  }

  function chain(row) {
    const last = row.restatements.at(-1);
    return make("details", {},
      make("summary", {}, make("strong", {}, row.words), ` ${row.measure}, ${said(row.claimant)} (${row.outlet ?? "outlet unknown"}, ${row.date ?? "no date"}) `,
        make("span", { class: "arrow" }, "→"), ` ${last.words} ${last.measure} `,
        make("span", { class: "quiet" }, `after ${count(row.restatements.length, "restatement")}: ${last.drift}`)),
      make("ol", {}, step(row, null), row.restatements.map((each) => step(each, each.drift))));
  }

  function step(row, drift) {
    return make("li", {}, make("p", {}, make("strong", {}, row.words), ` ${row.measure} · ${said(row.claimant)} · ${row.outlet ?? "outlet unknown"}, ${row.date ?? "no date"} `, sentences(row.claims)),
      make("blockquote", {}, row.quote), drift ? make("p", { class: "drift" }, drift) : "");
  }

  load("site").then(({ lists }) => {
    for (const name of Object.keys(SHOW)) showParts(name, lists[name]);
    showChains(lists.drift);
  }).catch(tollbook.failed);
})();
