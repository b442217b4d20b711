"use strict";

(() => {
  const { make, find, load, decode } = tollbook;

  async function showDictionary() {
    const rows = decode(await load("dictionary"));
    const columns = [
      { title: "Column", cell: (row) => make("code", {}, row.column_name ?? "—") },
      { title: "Table", cell: (row) => `${row.table_schema}.${row.table_name}` },
      { title: "Type", cell: (row) => make("code", {}, row.data_type ?? "") },
      { title: "Meaning", long: true, cell: (row) => row.description },
      { title: "Example", cell: (row) => row.example },
    ];
    const search = make("input", { type: "search", autocomplete: "off", placeholder: "column, table or meaning" });
    function filter() {
      const words = search.value.trim().toLowerCase();
      const kept = rows.filter((row) => `${row.column_name} ${row.table_schema}.${row.table_name} ${row.description}`.toLowerCase().includes(words));
      tollbook.tables.showRows(find("dictionary"), columns, kept, "No column with these words.");
    }
    search.addEventListener("input", filter);
    find("controls").addEventListener("submit", (event) => event.preventDefault());
    find("controls").replaceChildren(make("label", {}, make("span", {}, "Search"), search));
    filter();
  }

  async function showLineage() {
    const rows = decode(await load("lineage"));
    const boxes = [...document.querySelectorAll(".lineage .box")];
    function choose(table) {
      for (const box of boxes) box.setAttribute("aria-pressed", box.dataset.table === table);
      for (const line of document.querySelectorAll(".lineage path")) {
        line.classList.toggle("chosen", line.dataset.table === table || line.dataset.source === table);
      }
      tollbook.tables.showRows(find("lineage"), [
        { title: `Column of ${table}`, cell: (row) => make("code", {}, row.column_name) },
        { title: "Made from", cell: (row) => row.source_columns.join(", ") },
        { title: "In the end from", cell: (row) => row.original_columns.join(", ") },
      ], rows.filter((row) => row.table_name === table), "The columns of this table are not traced: it is loaded, or a step on the way.");
    }
    for (const box of boxes) {
      box.addEventListener("click", () => choose(box.dataset.table));
      box.addEventListener("keydown", (event) => {
        if (!["Enter", " "].includes(event.key)) return;
        event.preventDefault();
        choose(box.dataset.table);
      });
    }
    choose("marts.casualty_series");
  }

  Promise.all([showDictionary(), showLineage()]).catch(tollbook.failed);
})();
