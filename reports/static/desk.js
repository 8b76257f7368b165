"use strict";
// Everything here only makes quicker what the forms do without it.

const list = document.getElementById("list");

// --- keys: single letters act only while the list has the focus (WCAG 2.1.4)
const places = () => list ? [...list.querySelectorAll(":scope > li > a, :scope > li[tabindex]")] : [];
const own = (place) => place ? (place.matches("li") ? place : place.closest("li")) : null;
const current = () => {
  const active = document.activeElement;
  return places().includes(active) ? active : null;
};
const step = (by) => {
  const all = places();
  if (!all.length) return;
  const next = all[Math.min(Math.max(all.indexOf(current()) + by, 0), all.length - 1)];
  for (const each of all) if (each.matches("li")) each.tabIndex = each === next ? 0 : -1;
  show(next);
};
// the passage and what is decided about it are seen together: nobody decides on words that went out of sight
const passage = document.getElementById("passage");
const seen = (each) => {
  const box = each.getBoundingClientRect();
  return box.top >= 0 && box.bottom <= innerHeight;
};
const show = (place) => {
  place.focus({ preventScroll: true });
  if (passage && !(seen(passage) && seen(place))) passage.scrollIntoView();
  place.scrollIntoView({ block: "nearest" });
};
const press = (key) => {
  const inside = own(current())?.querySelector(`[data-key~="${key}"]`);
  const target = inside ?? document.querySelector(`[data-key~="${key}"]:not(#list [data-key])`);
  if (!target) return false;
  if (target.matches("input, textarea, select")) {
    target.closest("details")?.setAttribute("open", "");
    target.focus();
  } else target.click();
  return true;
};
document.addEventListener("keydown", (event) => {
  const active = document.activeElement;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && active.form) { active.form.requestSubmit(); return; }
  if (event.key === "Escape" && active.closest?.(".columns, .filters")) { event.preventDefault(); (own(active) ?? places()[0] ?? list)?.focus(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (!list?.contains(active) || active.matches("input, textarea, select, button, summary")) return;
  const done = { ArrowDown: () => step(1), j: () => step(1), ArrowUp: () => step(-1), k: () => step(-1) }[event.key];
  if (done) { event.preventDefault(); done(); return; }
  if (/^[a-z]$/.test(event.key) && press(event.key)) event.preventDefault();
});
// the reason's Enter dismisses: the form's first button would confirm
for (const input of document.querySelectorAll(".decide input[name=reason]")) {
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    input.form.requestSubmit(input.form.querySelector("[value=dismiss]"));
  });
}
const begin = () => {
  const active = document.activeElement;
  if (!list || (active && active !== document.body && !list.contains(active))) return;
  const target = location.hash ? document.getElementById(location.hash.slice(1)) : null;
  const named = target && places().find((each) => own(each) === target.closest("#list > li"));
  scrollTo(0, 0);
  show(places().find((each) => each.matches("li.undecided")) ?? named ?? places()[0] ?? list);
  if (target && !named && target.getBoundingClientRect().top > innerHeight) target.scrollIntoView({ block: "nearest" });
};
begin();
addEventListener("load", begin); // a browser that goes to the place after the # moves the page and the focus again

// --- the rendering, compared word by word while it is written
const text = document.getElementById("write-rendering");
if (text) {
  const shown = text.form.querySelector(".live");
  const words = (value) => value.split(/\s+/).filter(Boolean);
  const compare = (before, after) => {
    const rows = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
    for (let i = before.length - 1; i >= 0; i--)
      for (let j = after.length - 1; j >= 0; j--)
        rows[i][j] = before[i] === after[j] ? rows[i + 1][j + 1] + 1 : Math.max(rows[i + 1][j], rows[i][j + 1]);
    const changes = [];
    const add = (kind, word) => {
      if (changes.at(-1)?.kind === kind) changes.at(-1).words.push(word);
      else changes.push({ kind, words: [word] });
    };
    let [i, j] = [0, 0];
    while (i < before.length || j < after.length) {
      if (i < before.length && j < after.length && before[i] === after[j]) { add("", before[i++]); j++; }
      else if (i < before.length && (j === after.length || rows[i + 1][j] >= rows[i][j + 1])) add("del", before[i++]);
      else add("ins", after[j++]);
    }
    return changes;
  };
  const renew = () => {
    const [before, after] = [words(text.dataset.published), words(text.value)];
    shown.replaceChildren();
    shown.hidden = before.join(" ") === after.join(" ") || Math.max(before.length, after.length) > 600;
    if (shown.hidden) return;
    for (const change of compare(before, after)) {
      const part = change.kind ? document.createElement(change.kind) : document.createTextNode("");
      part.textContent = change.words.join(" ");
      shown.append(part, " ");
    }
  };
  text.addEventListener("input", renew);
  renew();
  // a proposal goes where its words stand, the nearest ones where they come twice
  for (const button of document.querySelectorAll("button.take")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const { words: old, repair, at } = button.dataset;
      let best = -1;
      for (let place = text.value.indexOf(old); place >= 0; place = text.value.indexOf(old, place + 1))
        if (best < 0 || Math.abs(place - at) < Math.abs(best - at)) best = place;
      text.focus();
      if (best < 0) return;
      text.setRangeText(repair, best, best + old.length, "end");
      renew();
    });
  }
}

// --- what others do meanwhile
const watch = document.querySelector(".watch");
if (watch) {
  const look = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(`${watch.dataset.changes}?after=${watch.dataset.after}`);
      if (!answer.ok) return;
      const news = (await answer.json()).filter((each) => each.by !== watch.dataset.by);
      if (!news.length) return;
      const here = news.some((each) => each.passage === watch.dataset.passage);
      const who = [...new Set(news.map((each) => each.by))].join(", ");
      const say = (here || !watch.dataset.passage ? watch.dataset.this : watch.dataset.other);
      if (watch.dataset.said === who + say) return;
      watch.dataset.said = who + say;
      const [before, after] = say.split("WHO"), name = document.createElement("bdi");
      name.textContent = who;
      const link = document.createElement("a");
      link.href = location.href.split("#")[0];
      link.textContent = watch.dataset.show;
      link.addEventListener("click", (event) => { event.preventDefault(); location.reload(); });
      watch.replaceChildren(before, name, after, " ", link);
    } catch { /* the desk is away for a moment; the next look tells */ }
  };
  setInterval(look, 4000);
  document.addEventListener("visibilitychange", look);
}

// --- selected words go into the form that adds a finding
const adding = document.getElementById("adding");
const here = document.querySelector("tr.here");
if (adding && here) {
  const plain = (node) => {
    const copy = node.cloneNode(true);
    for (const each of copy.querySelectorAll("bdi:has(> .ref)")) each.remove();
    return copy.textContent;
  };
  document.addEventListener("mouseup", () => {
    const chosen = getSelection();
    if (chosen.isCollapsed) return;
    const range = chosen.getRangeAt(0);
    const cell = (range.startContainer.parentElement ?? here).closest("td[data-side]");
    if (!cell || !here.contains(cell) || !cell.contains(range.endContainer)) return;
    const words = plain(range.cloneContents()).trim();
    if (!words) return;
    const before = document.createRange();
    before.setStart(cell, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const side = cell.dataset.side;
    adding.elements[side].value = words;
    adding.elements[`${side}-at`].value = plain(before.cloneContents()).length;
    adding.closest("details").open = true;
  });
}
