// The timeline's dots and lines read aloud below it. Without this file their titles and the list tell the same.
"use strict";

(() => {
  const box = document.getElementById("reads");
  const list = document.querySelector(".same-facts");
  if (!box || !list) return;

  function read(link) {
    const wanted = link.dataset.reads ? link.dataset.reads.split(" ") : [link.dataset.claim];
    const rows = wanted.map((pk) => list.querySelector(`[data-told="${pk}"]`)).filter(Boolean);
    if (!rows.length) return;
    const lines = rows.map((row) => {
      const line = document.createElement("p");
      for (const part of row.children) {
        if (wanted.length > 1 && part.matches(".against")) continue;
        const word = document.createElement("span");
        word.className = part.className || part.localName;
        word.dir = "auto";
        word.textContent = part.textContent;
        line.append(word, " ");
      }
      return line;
    });
    box.replaceChildren(...lines);
  }

  for (const way of ["pointerover", "focusin"]) {
    document.querySelector(".timeline .times").addEventListener(way, (event) => {
      const link = event.target.closest("[data-claim], [data-reads]");
      if (link) read(link);
    });
  }
})();
