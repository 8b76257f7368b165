"use strict";
// Sorting and narrowing the list of documents. Without this script the list is complete, worst first: its first rows
// in the table, the others inside <noscript>, which a browser with scripts reads as text and lays out only on demand.
(() => {
  const form = document.querySelector(".filters");
  const table = document.querySelector(".list");
  if (!form || !table) return;
  const AT_ONCE = 200; // rows that are drawn together
  const body = table.tBodies[0];
  const status = form.querySelector("[role=status]");
  const more = document.querySelector("noscript.more")?.textContent ?? "";
  const signs = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&#34;": '"', "&#39;": "'" };
  const words = (html) => html.replace(/<[^>]*>/g, " ").replace(/&(?:amp|lt|gt|#34|#39);/g, (sign) => signs[sign]).trim();
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const facts = (html) =>
    Object.fromEntries([...html.slice(0, html.indexOf(">")).matchAll(/data-(\w+)="([^"]*)"/g)].map((each) => each.slice(1)));
  const entries = `${body.innerHTML}${more}`.match(/<tr role="row" data-[^]*?<\/tr>/g)
    .map((html, place) => ({ html, place, ...facts(html) }));
  // what is searched or sorted by, taken out of a row once and only when somebody asks for it
  const cell = ({ html }, place) => words(html.split("<td ")[place + 1].replace(/^[^>]*>/, ""));
  const part = ({ html }, name) => words(html.match(new RegExp(`<bdi class="${name}[^>]*>([^]*?)</bdi>(?=<bdi|</td>)`))?.[1] ?? "");
  const sought = {
    words: (entry) => cell(entry, 1), publisher: (entry) => part(entry, "publisher"), author: (entry) => part(entry, "author"),
  };
  const says = (entry, name, wanted) =>
    !wanted.length || wanted.every((word) => (entry[`in ${name}`] ??= plain(sought[name](entry))).includes(word));
  const keys = {
    title: (entry) => cell(entry, 1), publisher: (entry) => cell(entry, 2),
    findings: (entry) => +entry.findings, penalty: (entry) => +entry.penalty,
  };
  let shown = entries;
  let drawn = body.rows.length;
  const draw = (count) => {
    body.insertAdjacentHTML("beforeend", shown.slice(drawn, drawn + count).map((entry) => entry.html).join(""));
    drawn = Math.min(drawn + count, shown.length);
  };
  const narrow = () => {
    const want = Object.fromEntries(new FormData(form));
    const wanted = Object.keys(sought).map((name) => [name, plain(want[name]).split(/\s+/).filter(Boolean)]);
    shown = entries.filter((entry) =>
      (!want.verdict || entry.verdict.endsWith(` ${want.verdict}`)) &&
      (!want.origin || entry.origin === want.origin) && (!want.original || entry.original === want.original) &&
      (!want.category || ` ${entry.categories} `.includes(` ${want.category} `)) &&
      (!want.since || entry.date >= want.since) && (!want.until || (entry.date && entry.date <= want.until)) &&
      wanted.every(([name, each]) => says(entry, name, each)));
    body.replaceChildren();
    drawn = 0;
    draw(AT_ONCE);
    tell();
  };
  const tell = () => {
    status.textContent = status.dataset.message.replace("SHOWN", shown.length).replace("ALL", entries.length);
  };
  const compare = new Intl.Collator(["en", "ar"]).compare;
  const sort = (header, key) => {
    const down = header.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    const value = keys[key] ?? ((entry) => entry[key]);
    for (const entry of entries) entry.value = value(entry);
    const order = (a, b) => (typeof a.value === "number" ? a.value - b.value : compare(a.value, b.value));
    entries.sort((a, b) => order(a, b) * (down ? -1 : 1) || a.place - b.place);
    narrow();
  };
  for (const header of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    button.addEventListener("click", () => sort(header, header.dataset.sort));
    header.append(button);
  }
  const end = document.createElement("p"); // when it comes near the window, more rows are drawn
  table.after(end);
  new IntersectionObserver(([seen]) => {
    if (!seen.isIntersecting || drawn === shown.length) return;
    draw(AT_ONCE);
    end.remove();
    table.after(end);
  }, { rootMargin: "1500px" }).observe(end);
  addEventListener("beforeprint", () => draw(shown.length));
  let waiting = 0;
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(narrow, 120); });
  form.addEventListener("reset", () => setTimeout(narrow));
  form.addEventListener("submit", (event) => event.preventDefault());
  tell();
  form.hidden = false;
})();
