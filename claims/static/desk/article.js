// Marking attributions in an article: hovering tells, a click opens the panel, a selection becomes an attribution.
// Without this file the text reads the same, each attribution is a link to its panel, and words can be typed instead.
"use strict";

(() => {
  const BETWEEN = " […] "; // between two pieces, as claims/web/selection.py reads it
  const TELL_DELAY = 80; // ms

  // Offsets: the store counts code points, the browser UTF-16 units.

  function codePoints(text) {
    let count = 0;
    for (const _point of text) count += 1;
    return count;
  }

  function distance(paragraph, node, offset) {
    const range = document.createRange();
    range.setStart(paragraph, 0);
    range.setEnd(node, offset);
    return range.toString();
  }

  // What of the selection lies inside one paragraph: [start, end) in code points of the article, and the words.
  function within(paragraph, range) {
    const all = paragraph.textContent;
    const from = paragraph.contains(range.startContainer)
      ? distance(paragraph, range.startContainer, range.startOffset).length : 0;
    const to = paragraph.contains(range.endContainer)
      ? distance(paragraph, range.endContainer, range.endOffset).length : all.length;
    const words = all.slice(from, to);
    const left = words.length - words.trimStart().length;
    const kept = words.trim();
    if (!kept) return null;
    const start = Number(paragraph.dataset.start) + codePoints(all.slice(0, from + left));
    return { start, end: start + codePoints(kept), words: kept };
  }

  function selected() {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const parts = [...document.querySelectorAll("[data-start]")]
      .filter((paragraph) => range.intersectsNode(paragraph))
      .map((paragraph) => within(paragraph, range))
      .filter(Boolean);
    if (!parts.length) return null;
    const words = parts.map((part) => part.words).join("\n\n");
    return { words, at: `${parts[0].start}-${parts.at(-1).end}`, range };
  }

  // The bar beside a selection.

  const marker = () => document.getElementById("marker");
  const openForm = () => [...document.querySelectorAll("#panel form[data-spans]")].find((form) => form.checkVisibility());

  function showMarker() {
    const bar = marker();
    if (!bar) return;
    const chosen = selected();
    bar.hidden = !chosen;
    if (!chosen) return;
    const form = openForm();
    for (const button of bar.querySelectorAll("[data-mark]")) {
      const name = button.dataset.mark;
      const field = name === "piece" ? "content" : name;
      button.hidden = name === "new" ? Boolean(form) : !(form && form.elements[field]);
    }
    const box = chosen.range.getBoundingClientRect();
    const left = Math.min(Math.max(box.left, 8), document.documentElement.clientWidth - bar.offsetWidth - 8);
    bar.style.left = `${left + window.scrollX}px`;
    bar.style.top = `${box.bottom + window.scrollY + 8}px`;
  }

  function use(name) {
    const chosen = selected();
    const bar = marker();
    if (!chosen || !bar) return false;
    const form = openForm();
    if (name === "new") {
      if (form) return false;
      window.htmx.ajax("GET", bar.dataset.add, {
        target: "#panel", values: { content: chosen.words, content_at: chosen.at },
      });
    } else {
      const field = name === "piece" ? "content" : name;
      const [words, at] = [form.elements[field], form.elements[`${field}_at`]];
      words.value = name === "piece" && words.value ? words.value + BETWEEN + chosen.words : chosen.words;
      at.value = name === "piece" && at.value ? `${at.value} ${chosen.at}` : chosen.at;
      light(form, field, chosen.range, name === "piece");
    }
    bar.hidden = true;
    document.getSelection().removeAllRanges();
    return true;
  }

  // What was chosen stays visible after the selection is gone, where the browser can paint it.
  function light(form, field, range, more) {
    if (!window.CSS || !CSS.highlights) return;
    const key = `chosen-${field}`;
    const kept = more && CSS.highlights.get(key) ? [...CSS.highlights.get(key)] : [];
    CSS.highlights.set(key, new Highlight(...kept, range.cloneRange()));
  }

  function darken() {
    if (window.CSS && CSS.highlights) for (const field of ["content", "source", "cue"]) CSS.highlights.delete(`chosen-${field}`);
  }

  // The attribution under the pointer or the focus.

  let telling = 0;

  function tell(link) {
    const tip = document.getElementById("tip");
    if (!tip) return;
    if (link.title) {
      link.dataset.told = link.title;
      link.removeAttribute("title");
    }
    show(link.dataset.claim);
    clearTimeout(telling);
    telling = setTimeout(() => {
      tip.textContent = link.dataset.told;
      tip.hidden = false;
      const box = link.getClientRects()[0] || link.getBoundingClientRect();
      const left = Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 8);
      tip.style.left = `${Math.max(8, left) + window.scrollX}px`;
      tip.style.top = `${Math.max(0, box.top - tip.offsetHeight - 6) + window.scrollY}px`;
      link.setAttribute("aria-describedby", "tip");
    }, TELL_DELAY);
  }

  function hush() {
    clearTimeout(telling);
    const tip = document.getElementById("tip");
    if (tip) tip.hidden = true;
    for (const link of document.querySelectorAll("[aria-describedby=tip]")) link.removeAttribute("aria-describedby");
    const open = document.querySelector("#panel [data-shows]");
    show(open ? open.dataset.shows : "");
  }

  // Every piece of one attribution, its source and its cue.
  function show(claim) {
    for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
    if (!claim) return;
    for (const part of document.querySelectorAll(`[data-claim="${claim}"], [data-of~="${claim}"]`)) part.classList.add("lit");
  }

  // On a narrow screen the panel lies over the text: the words it tells of go above it.
  function uncover(panel) {
    const open = panel.querySelector("[data-shows]");
    const words = open && document.querySelector(`[data-claim="${open.dataset.shows}"]`);
    if (!words || getComputedStyle(panel).position !== "fixed") return;
    const { top, bottom } = words.getBoundingClientRect();
    if (top < 0 || bottom > panel.getBoundingClientRect().top) words.scrollIntoView({ block: "start" });
  }

  function openPanel(claim) {
    const column = document.querySelector("[data-attribution]");
    if (!column || !window.htmx) return false;
    window.htmx.ajax("GET", column.dataset.attribution.replace("/0/", `/${claim}/`), { target: "#panel" });
    return true;
  }

  function closePanel() {
    const panel = document.getElementById("panel");
    const open = panel && panel.querySelector("[data-shows]");
    if (!panel || !panel.firstElementChild) return false;
    panel.replaceChildren();
    darken();
    show("");
    const link = open && document.querySelector(`[data-claim="${open.dataset.shows}"]`);
    if (link) link.focus({ preventScroll: true });
    return true;
  }

  // Listening on the document, because htmx changes what is in it.

  const said = (event) => event.target instanceof Element && event.target.closest("a.said[data-claim]");

  document.addEventListener("mouseover", (event) => { const link = said(event); if (link) tell(link); });
  document.addEventListener("mouseout", (event) => { if (said(event)) hush(); });
  document.addEventListener("focusin", (event) => { const link = said(event); if (link) tell(link); });
  document.addEventListener("focusout", (event) => { if (said(event)) hush(); });
  document.addEventListener("selectionchange", showMarker);
  // One form at a time, so that a selection has one place to go.
  document.addEventListener("toggle", (event) => {
    if (event.target.open && event.target.closest("#panel")) {
      for (const other of document.querySelectorAll("#panel details[open]")) if (other !== event.target) other.open = false;
    }
    showMarker();
  }, true);

  document.addEventListener("pointerdown", (event) => {
    if (event.target.closest("#marker")) event.preventDefault(); // which would drop the selection
  });

  document.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-mark]");
    if (mark) { use(mark.dataset.mark); return; }
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (event.target.closest("[data-close]") && closePanel()) { event.preventDefault(); return; }
    const link = said(event);
    if (!link) return;
    // A drag that ends on a link selected words; it is no click on the link.
    if (!document.getSelection().isCollapsed || openPanel(link.dataset.claim)) event.preventDefault();
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select")) return;
    if (event.key === "a" && use("new")) event.preventDefault();
    if (event.key === "Escape") {
      if (selected()) document.getSelection().removeAllRanges(); else closePanel();
    }
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id !== "panel" && event.target.id !== "main") return;
    darken();
    hush();
    if (event.target.id !== "panel") return;
    uncover(event.target);
    const first = event.target.querySelector("form[data-spans] [aria-invalid=true]") || event.target.querySelector("h2");
    if (first) first.focus({ preventScroll: true });
  });

  document.addEventListener("DOMContentLoaded", hush);
})();
