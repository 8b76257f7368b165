"use strict";
// Sorting and narrowing the list of documents. Without this script the list is complete, worst first.
(() => {
  const form = document.querySelector(".filters");
  const table = document.querySelector(".list");
  if (!form || !table) return;
  const body = table.tBodies[0];
  const status = form.querySelector("[role=status]");
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const rows = [...body.rows].map((row, place) => ({ row, place }));
  const text = (row, cell) => row.cells[cell].textContent.trim();
  const part = (row, name) => row.querySelector(`.${name}`)?.textContent ?? "";
  // what is searched, made plain once a row and only when somebody searches it
  const sought = {
    words: (row) => text(row, 1), publisher: (row) => part(row, "publisher"), author: (row) => part(row, "author"),
  };
  const says = (entry, name, words) =>
    !words.length || words.every((word) => (entry[name] ??= plain(sought[name](entry.row))).includes(word));
  const keys = {
    title: ({ row }) => text(row, 1), publisher: ({ row }) => text(row, 2),
    findings: ({ row }) => +row.dataset.findings, penalty: ({ row }) => +row.dataset.penalty,
  };
  const tell = (shown) => {
    status.textContent = status.dataset.message.replace("SHOWN", shown).replace("ALL", rows.length);
  };
  const narrow = () => {
    const want = Object.fromEntries(new FormData(form));
    const wanted = Object.keys(sought).map((name) => [name, plain(want[name]).split(/\s+/).filter(Boolean)]);
    let shown = 0;
    for (const entry of rows) {
      const { verdict, origin, original, categories, date } = entry.row.dataset;
      const fits = (!want.verdict || verdict.endsWith(` ${want.verdict}`)) &&
        (!want.origin || origin === want.origin) && (!want.original || original === want.original) &&
        (!want.category || ` ${categories} `.includes(` ${want.category} `)) &&
        (!want.since || date >= want.since) && (!want.until || (date && date <= want.until)) &&
        wanted.every(([name, words]) => says(entry, name, words));
      if (entry.row.hidden === fits) entry.row.hidden = !fits;
      shown += fits;
    }
    tell(shown);
  };
  const sort = (header, key) => {
    const down = header.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    const compare = new Intl.Collator(["en", "ar"]).compare;
    const value = keys[key] ?? (({ row }) => row.dataset[key]);
    for (const entry of rows) entry.value = value(entry);
    const order = (a, b) => (typeof a.value === "number" ? a.value - b.value : compare(a.value, b.value));
    rows.sort((a, b) => order(a, b) * (down ? -1 : 1) || a.place - b.place);
    body.append(...rows.map((entry) => entry.row));
  };
  for (const header of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    button.addEventListener("click", () => sort(header, header.dataset.sort));
    header.append(button);
  }
  let waiting = 0;
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(narrow, 120); });
  form.addEventListener("reset", () => setTimeout(narrow));
  form.addEventListener("submit", (event) => event.preventDefault());
  tell(rows.length);
  form.hidden = false;
})();
