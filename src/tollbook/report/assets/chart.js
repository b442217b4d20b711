"use strict";

// Charts by Vega-Lite: drawn to the width of their place, in the page's colours, with a click to the sentence.
tollbook.charts = (() => {
  const { make, load } = tollbook;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const NAMES_FROM = 760;
  const NAMES_WIDTH = 300;
  const MANY = 1500;
  const drawn = new Map();

  /**
   * Draw the chart `name` with `rows` in `container`. `describe` makes the lines of a row's tip, `text` says in words what the
   * chart shows, `onClick` takes the row that was chosen; without it a click opens the row's first sentence.
   */
  async function draw(container, name, rows, { describe, text, onClick, adapt }) {
    const order = { name, rows, describe, text, onClick, adapt };
    const isNew = !drawn.has(container);
    drawn.set(container, order);
    if (isNew) watchWidth(container);
    await redraw(container);
  }

  async function redraw(container, printing = false) {
    const order = drawn.get(container);
    const charts = await load("charts");
    if (!order.rows.length) {
      order.view?.finalize();
      container.replaceChildren(make("p", { class: "quiet" }, "No figure to draw with these choices; the table below may have some without a day."));
      return;
    }
    const spec = structuredClone(charts[order.name]);
    const width = container.clientWidth;
    if (typeof spec.height === "number") {
      const withNames = width >= NAMES_FROM && spec.layer.some((layer) => layer.name === "names");
      if (!withNames) spec.layer = spec.layer.filter((layer) => layer.name !== "names");
      spec.width = Math.max(220, width - 70 - (withNames ? NAMES_WIDTH : 20));
      if (width < 500) spec.height = Math.round(spec.height * 0.8);
    }
    order.adapt?.(spec, width);
    spec.datasets = { figures: order.rows.map((row, row_number) => ({ ...row, row_number })) };
    spec.config = charts[dark.matches && !printing ? "dark" : "light"];
    spec.description = order.text;
    const place = make("div", { class: "drawing" });
    const result = await vegaEmbed(place, spec, {
      ast: true,
      // Errors only: that a layer has no row is no cause to warn.
      logLevel: 1,
      actions: false,
      defaultStyle: false,
      renderer: order.rows.length > MANY ? "canvas" : "svg",
      tooltip: () => {},
    });
    if (drawn.get(container) !== order) {
      result.finalize();
      return;
    }
    order.view?.finalize();
    order.view = result.view;
    // The row as it was given: Vega turns its days into numbers.
    const rowOf = (item) => order.rows[item?.datum?.row_number];
    result.view.addEventListener("click", (_, item) => choose(rowOf(item), order));
    result.view.addEventListener("mousemove", (event, item) => showTip(event, rowOf(item), order.describe));
    result.view.addEventListener("mouseout", () => showTip(null, null, null));
    container.replaceChildren(place);
    container.dataset.drawn = order.rows.length;
    if (performance.getEntriesByName("chart").length === 0) performance.mark("chart");
  }

  function choose(row, order) {
    if (!row) return;
    if (order.onClick) order.onClick(row);
    else if (row.claims) location.href = tollbook.sentenceOf(row.claims);
  }

  const tip = make("div", { id: "tip", role: "presentation", hidden: true });
  document.body.append(tip);

  function showTip(event, row, describe) {
    const lines = row && describe ? describe(row) : null;
    tip.hidden = !lines;
    if (!lines) return;
    tip.replaceChildren(...lines.filter(Boolean).map((line, i) => make(i ? "p" : "strong", {}, line)));
    const { clientX, clientY } = event;
    tip.style.left = `${Math.max(8, Math.min(clientX + 14, innerWidth - tip.offsetWidth - 8))}px`;
    tip.style.top = `${clientY + 18 + tip.offsetHeight > innerHeight ? Math.max(8, clientY - tip.offsetHeight - 14) : clientY + 18}px`;
  }

  function watchWidth(container) {
    let width = container.clientWidth;
    new ResizeObserver(() => {
      if (Math.abs(container.clientWidth - width) < 8) return;
      width = container.clientWidth;
      redraw(container).catch(tollbook.failed);
    }).observe(container);
  }

  const redrawAll = (printing) => [...drawn.keys()].forEach((container) => redraw(container, printing).catch(tollbook.failed));
  dark.addEventListener("change", () => redrawAll(false));
  addEventListener("beforeprint", () => redrawAll(true));
  addEventListener("afterprint", () => redrawAll(false));

  return { draw };
})();
