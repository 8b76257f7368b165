"use strict";
// Arrow keys walk from passage to passage while one of them has the focus; pointing at a highlight lights its other side.
(() => {
  const numbers = () => [...document.querySelectorAll(".passage .no a")].filter((link) => link.offsetParent);
  const passages = document.querySelector(".passages");
  if (!passages) return;
  passages.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const links = numbers();
    const here = links.findIndex((link) => event.target.closest(".passage")?.contains(link));
    const next = links[Math.min(Math.max(here + step, 0), links.length - 1)];
    if (!next) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
    next.closest(".passage").scrollIntoView({ block: "center" });
  });
  const light = (event, on) => {
    const mark = event.target.closest?.("mark, .apparatus > li");
    for (const number of mark?.dataset.findings?.split(" ") ?? [])
      for (const other of document.querySelectorAll(`mark[data-findings~="${number}"]`)) other.classList.toggle("lit", on);
  };
  passages.addEventListener("pointerover", (event) => light(event, true));
  passages.addEventListener("pointerout", (event) => light(event, false));
})();
