"use strict";

// Tables that show their first rows and more on demand; the rows may lie in many files.
tollbook.tables = (() => {
  const { make, load, decode, count, format } = tollbook;
  const FIRST = 12;
  const MORE = 50;

  /** Show rows in `container`. A column has a `title`, a `cell` that makes text or an element of a row, perhaps `number` or `long`. */
  function showRows(container, columns, rows, empty = "Nothing.") {
    let shown = 0;
    fill(container, columns, rows.length, empty, (n) => {
      const next = rows.slice(shown, shown + n);
      shown += next.length;
      return Promise.resolve(next);
    });
  }

  /** Show the rows of `data/<key>/0.js` and on. */
  function showPages(container, columns, key, total, empty = "Nothing.") {
    const next = readPages(key, total);
    fill(container, columns, total, empty, next);
  }

  /** Return what gives the next so many rows, or what is left of a file, of a list that lies in many files. */
  function readPages(key, total) {
    let page = 0;
    let rows = [];
    let given = 0;
    return async (n) => {
      if (!rows.length && given < total) {
        rows = decode(await load(`${key}/${page}`));
        page += 1;
      }
      const next = rows.slice(0, n);
      rows = rows.slice(n);
      given += next.length;
      return next;
    };
  }

  function fill(container, columns, total, empty, next) {
    if (!total) {
      container.replaceChildren(make("p", { class: "quiet" }, empty));
      return;
    }
    const body = make("tbody");
    const head = make("tr", {}, columns.map((column) => make("th", { scope: "col", class: column.number && "number" }, column.title)));
    const scroll = make("div", { class: "scroll" }, make("table", {}, make("thead", {}, head), body));
    addMore(container, scroll, total, next, (rows) => {
      body.append(...rows.map((row) => make("tr", {}, columns.map((column) => {
        return make("td", { class: column.number ? "number" : column.long && "long" }, column.cell(row) ?? "");
      }))));
    });
  }

  /** Show `content` with a button below it that adds the next rows as long as there are any. */
  function addMore(container, content, total, next, add) {
    let shown = 0;
    const status = make("span", { role: "status" });
    const button = make("button", { type: "button", click: () => more() }, "Show more");
    async function more() {
      const rows = await next(shown ? MORE : FIRST);
      add(rows);
      shown += rows.length;
      status.textContent = total > FIRST ? `${format(shown)} of ${count(total, "row")}` : "";
      button.hidden = shown >= total || !rows.length;
    }
    container.replaceChildren(content, make("p", { class: "more" }, button, status));
    more().catch(tollbook.failed);
  }

  return { showRows, showPages, readPages, addMore };
})();
