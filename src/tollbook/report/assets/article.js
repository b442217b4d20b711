"use strict";

// One article with its claims marked, or the list of all articles. The address names article and claim: #article/claim.
(() => {
  const { make, find, load, count, spaced } = tollbook;
  const PAGE_OF = {
    "marts.casualty_series": "index.html", "marts.source_comparisons": "comparison.html", "marts.derived_rates": "rates.html",
    "marts.loss_ratios": "comparison.html", "marts.consistency_findings": "findings.html", "marts.citation_drift": "findings.html",
    "marts.projections": "findings.html",
  };

  async function show() {
    const [article, claim] = decodeURIComponent(location.hash.slice(1)).split("/");
    const isArticle = /^[0-9a-f]+$/.test(article);
    find("article").hidden = !isArticle;
    find("articles").hidden = isArticle;
    if (isArticle) await showArticle(article, claim);
    else await showList();
  }

  async function showArticle(id, claim) {
    const { article_digits: digits } = await load("site");
    let article;
    try {
      article = (await load(`articles/${id.slice(0, digits)}`))[id];
    } catch {
      article = undefined;
    }
    const place = find("article");
    const back = make("p", {}, make("a", { href: "article.html#" }, "All articles"));
    if (!article) {
      place.replaceChildren(back, make("h1", {}, "No text here"), make("p", {}, "Nothing was found in this article, so its text is not part of the report; it stands in marts.articles."));
      return;
    }
    document.title = `${article.title ?? "Article"} · tollbook`;
    place.replaceChildren(back, make("header", {}, make("h1", {}, article.title ?? "Without a title"), facts(article)),
      make("div", { class: "reading" }, text(article), make("div", { class: "claims", "aria-label": "Claims of this article" }, claimsOf(article))));
    open(claim && find(`claim-${claim}`) ? claim : null);
  }

  function facts(article) {
    const when = article.published_date ?? ([article.published_earliest_date, article.published_latest_date].some(Boolean)
      ? `between ${article.published_earliest_date ?? "?"} and ${article.published_latest_date ?? "?"}` : "date unknown");
    return make("p", { class: "subtitle" },
      [article.outlet_name ?? "outlet unknown", article.author, when, article.file_path].filter(Boolean).join(" · "),
      article.is_current ? "" : " · an older version, superseded",
      /^https?:\/\//.test(article.url ?? "") ? [" · ", make("a", { href: article.url, rel: "noreferrer noopener" }, "the article at its outlet")] : "",
      ` · ${count(article.claims.length, "claim")}, ${count(article.unread.length, "sentence")} not read`);
  }

  /** The text as pieces between all ends of sentences and marks, each with the claims that it belongs to. */
  function text(article) {
    const points = Array.from(article.text);
    const ends = new Set([0, points.length]);
    const spans = [
      ...article.marks.map(([start, end, kind, numbers]) => ({ start, end, kind, numbers })),
      ...article.claims.map((claim, i) => ({ start: claim.quote[0], end: claim.quote[1], kind: "quote", numbers: [i + 1] })),
      ...article.unread.map(([start, end, reason]) => ({ start, end, kind: "unread", reason })),
    ];
    for (const { start, end } of spans) ends.add(start).add(end);
    const sorted = [...ends].sort((a, b) => a - b);
    const starting = new Map();
    for (const span of spans) starting.set(span.start, [...(starting.get(span.start) ?? []), span]);
    const pieces = [];
    let active = [];
    for (let i = 0; i + 1 < sorted.length; i += 1) {
      active = active.filter((span) => span.end > sorted[i]).concat(starting.get(sorted[i]) ?? []);
      pieces.push(piece(points.slice(sorted[i], sorted[i + 1]).join(""), active, article));
    }
    return make("div", { class: "text", lang: "en" }, pieces);
  }

  function piece(words, spans, article) {
    const unread = spans.find((span) => span.kind === "unread");
    const quotes = spans.filter((span) => span.kind === "quote").flatMap((span) => span.numbers);
    const mark = spans.find((span) => !["quote", "unread"].includes(span.kind));
    if (!spans.length) return words;
    const classes = [quotes.length ? "quote" : "", unread && !quotes.length ? "unread" : "", mark ? `mark ${mark.kind}` : ""].filter(Boolean).join(" ");
    const ids = quotes.map((number) => article.claims[number - 1].id).join(" ");
    if (mark?.kind === "value") {
      const claim = article.claims[mark.numbers[0] - 1];
      return make("button", { type: "button", class: classes, "data-claims": ids, "data-values": mark.numbers.map((number) => article.claims[number - 1].id).join(" "), click: () => choose(claim.id) },
        words, make("sup", {}, mark.numbers.join(",")));
    }
    return make("span", { class: classes, "data-claims": ids, title: unread && !quotes.length ? `not read: ${unread.reason}` : null }, words);
  }

  function claimsOf(article) {
    if (!article.claims.length) return make("p", { class: "quiet" }, "No claim was found here; the sentences with a dotted line were not read.");
    return article.claims.map((claim, i) => make("details", { id: `claim-${claim.id}`, toggle: (event) => event.target.open && point(claim.id, false) },
      make("summary", {}, make("span", { class: "ordinal" }, `${i + 1}`), ` ${claim.value} `, make("span", { class: "quiet" }, summary(claim))),
      make("dl", { class: "fields" }, claim.fields.map(([field, value, reason]) => make("div", {}, make("dt", {}, spaced(field)), make("dd", {}, value, " ", make("span", { class: "quiet" }, reason))))),
      make("h3", {}, `It feeds ${count(claim.n_feeds, "row")}`),
      make("ul", { class: "feeds" }, claim.feeds.map(feed), claim.n_feeds > claim.feeds.length ? make("li", { class: "quiet" }, `and ${tollbook.format(claim.n_feeds - claim.feeds.length)} more`) : ""),
      make("p", { class: "quiet" }, `Claim ${claim.id}, rule ${claim.rule}`)));
  }

  function summary(claim) {
    const value = Object.fromEntries(claim.fields);
    return [value.measure, value.party, value.claimant, value.as_of_date].filter((part) => part && part !== "not told").join(", ");
  }

  function feed(words) {
    const [table, ...rest] = words.split(": ");
    return make("li", {}, PAGE_OF[table] ? make("a", { href: PAGE_OF[table] }, spaced(table.replace("marts.", ""))) : spaced(table.replace("marts.", "")), `: ${rest.join(": ")}`);
  }

  function choose(id) {
    history.replaceState(null, "", `${location.hash.split("/")[0]}/${id}`);
    open(id);
  }

  function open(id) {
    for (const details of document.querySelectorAll(".claims details")) details.open = details.id === `claim-${id}`;
    if (id) point(id, true);
    else scrollTo(0, 0);
  }

  /** Show which sentence carries the claim. */
  function point(id, moving) {
    for (const element of document.querySelectorAll(".chosen")) element.classList.remove("chosen");
    for (const element of document.querySelectorAll(`[data-claims~="${id}"]`)) element.classList.add("chosen");
    const value = document.querySelector(`[data-values~="${id}"]`);
    value?.classList.add("chosen");
    if (!moving) return;
    (value ?? document.querySelector(".text .chosen"))?.scrollIntoView({ block: "center" });
    value?.focus({ preventScroll: true });
    const list = document.querySelector(".claims");
    const details = find(`claim-${id}`);
    list.scrollTop = details.offsetTop - list.offsetTop - 8;
  }

  async function showList() {
    const { lists } = await load("site");
    const columns = [
      { title: "Date", cell: (row) => row.date ?? "unknown" },
      { title: "Article", long: true, cell: (row) => make("a", { href: `article.html#${row.article_id}` }, row.title || "Without a title") },
      { title: "Outlet", cell: (row) => row.outlet },
      { title: "Claims", number: true, cell: (row) => row.n_claims },
      { title: "Not read", number: true, cell: (row) => row.n_unread },
    ];
    const search = make("input", { type: "search", autocomplete: "off", placeholder: "title or outlet" });
    let withClaims = true;
    async function filter() {
      const words = search.value.trim().toLowerCase();
      const parts = lists.article_list.filter(({ part }) => part || !withClaims);
      if (!words) {
        tollbook.tables.showParts(find("table"), columns, parts, "No article.");
        return;
      }
      const next = tollbook.tables.readParts(parts);
      const kept = [];
      for (let rows = await next(Infinity); rows.length; rows = await next(Infinity)) {
        kept.push(...rows.filter((row) => `${row.title ?? ""} ${row.outlet ?? ""}`.toLowerCase().includes(words)));
      }
      tollbook.tables.showRows(find("table"), columns, kept, "No article with these words.");
    }
    let pause;
    search.addEventListener("input", () => {
      clearTimeout(pause);
      pause = setTimeout(() => filter().catch(tollbook.failed), 200);
    });
    find("controls").replaceChildren(make("label", {}, make("span", {}, "Search"), search), tollbook.tick("only articles with claims", withClaims, (on) => {
      withClaims = on;
      filter().catch(tollbook.failed);
    }));
    find("controls").addEventListener("submit", (event) => event.preventDefault());
    await filter();
  }

  addEventListener("hashchange", () => show().catch(tollbook.failed));
  show().catch(tollbook.failed);
})();
