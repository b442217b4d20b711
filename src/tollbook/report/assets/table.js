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

  const countRows = (parts) => parts.reduce((sum, { rows }) => sum + rows, 0);

  /** Show the rows of parts of a list, of which each lies in the files `data/<key>/0.js` and on. */
  function showParts(container, columns, parts, empty = "Nothing.") {
    fill(container, columns, countRows(parts), empty, readParts(parts));
  }

  /** Return what gives the next so many rows of the parts, or what is left of a file; no row when all are given. */
  function readParts(parts) {
    const left = [...parts];
    let page = 0;
    let given = 0;
    let rows = [];
    return async (n) => {
      if (!rows.length && left.length && given === left[0].rows) {
        left.shift();
        page = given = 0;
      }
      if (!rows.length && left.length) {
        rows = decode(await load(`${left[0].key}/${page}`));
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

  return { showRows, showParts, readParts, addMore };
})();
