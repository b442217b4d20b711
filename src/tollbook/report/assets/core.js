"use strict";

// What all pages share: elements, data, state, words. Texts of articles reach a page by textContent alone.
const tollbook = (() => {
  const build = document.body.dataset.build;
  const waiting = new Map();
  const loaded = new Map();

  /** Make an element; children are elements or texts, never markup. Attributes that are null or false are left out. */
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") element.addEventListener(name, value);
      else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return element;
  }

  const find = (id) => document.getElementById(id);

  function warn(text) {
    find("notice").textContent = text;
    find("notice").hidden = false;
  }

  /** Load a file of data/ once; a page from disk may load it as a script, but not fetch it. */
  function load(key) {
    if (!loaded.has(key)) {
      loaded.set(key, new Promise((resolve, reject) => {
        waiting.set(key, resolve);
        const script = make("script", { src: `data/${key}.js` });
        script.addEventListener("error", () => {
          loaded.delete(key);
          script.remove();
          reject(new Error(`data/${key}.js cannot be loaded`));
        });
        script.addEventListener("load", () => script.remove());
        document.head.append(script);
      }));
    }
    return loaded.get(key);
  }

  /** Called by each file of data/. */
  function receive(ofBuild, key, value) {
    if (ofBuild !== build) warn("The report has been written anew since this page was opened: reload it.");
    else waiting.get(key)?.(value);
  }

  /** Turn an encoded table into an array of objects. */
  function decode(table) {
    const texts = table.columns.map((column) => table.texts.includes(column));
    return table.rows.map((row) => Object.fromEntries(row.map((cell, i) => {
      return [table.columns[i], texts[i] && cell !== null ? table.words[cell] : cell];
    })));
  }

  /** The state of a page is in its address, so that it can be passed on and gone back to. */
  const readState = () => Object.fromEntries(new URLSearchParams(location.hash.slice(1)));

  function writeState(state) {
    const kept = Object.entries(state).filter(([, value]) => value !== "" && value !== null && value !== undefined);
    history.replaceState(null, "", `#${new URLSearchParams(kept)}`);
  }

  const number = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
  const format = (value) => (value === null || value === undefined ? "" : number.format(value));
  const count = (n, one, many = `${one}s`) => `${number.format(n)} ${n === 1 ? one : many}`;
  const capitalize = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  const spaced = (text) => String(text ?? "").replaceAll("_", " ");

  const victims = { military: "soldiers and fighters", civilian: "civilians" };
  const voices = "Articles in their own voice";

  /** An interval in words, as the warehouse words it. */
  function interval(lower, upper) {
    if (lower === null && upper === null) return "unknown";
    if (lower === null) return `up to ${format(upper)}`;
    if (upper === null) return `at least ${format(lower)}`;
    return lower === upper ? format(lower) : `${format(lower)} to ${format(upper)}`;
  }

  const sentenceOf = (claims) => `article.html#${claims.split(" ")[0]}`;

  /** Links to the sentences of a figure's claims; `total` is their number where not all are listed. */
  function sentences(claims, total) {
    const places = claims ? claims.split(" ") : [];
    const links = places.map((place, i) => make("a", { href: `article.html#${place}` }, i === 0 ? "sentence" : String(i + 1)));
    const more = total > places.length ? ` of ${number.format(total)}` : "";
    return make("span", { class: "sentences" }, links.flatMap((link) => [link, " "]), more);
  }

  /** A labelled list of choices; `options` are pairs of a value and its words. */
  function choice(label, options, value, onChange) {
    const select = make("select", { change: () => onChange(select.value) },
      options.map(([of, words]) => make("option", { value: of, selected: String(of) === String(value) }, words)));
    return make("label", {}, make("span", {}, label), select);
  }

  function tick(label, checked, onChange) {
    const box = make("input", { type: "checkbox", checked, change: () => onChange(box.checked) });
    return make("label", { class: "tick" }, box, label);
  }

  const failed = (error) => warn(`This page cannot show its data: ${error.message}.`);

  return {
    make, find, warn, load, receive, decode, readState, writeState, format, count, capitalize, spaced, victims, voices,
    interval, sentenceOf, sentences, choice, tick, failed,
  };
})();
