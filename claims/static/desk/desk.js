// Keys for those who decide all day. Everything here is also a link or a button: without this file nothing is lost.
"use strict";

(() => {
  const rows = () => [...document.querySelectorAll("[data-row] .open")];

  function move(step) {
    const links = rows();
    if (!links.length) return false;
    const at = links.indexOf(document.activeElement);
    const next = links[Math.min(Math.max(at + step, 0), links.length - 1)];
    next.focus({ preventScroll: true });
    next.closest("[data-row]").scrollIntoView({ block: "nearest" });
    return true;
  }

  function press(key) {
    const control = document.querySelector(`[data-key="${key}"]`);
    if (control) control.click();
    return Boolean(control);
  }

  function focus(selector) {
    const field = document.querySelector(selector);
    if (field) field.focus();
    return Boolean(field);
  }

  function help() {
    const dialog = document.getElementById("keys");
    if (!dialog || !dialog.showModal) return false;
    if (dialog.open) dialog.close(); else dialog.showModal();
    return true;
  }

  function choose() {
    const row = document.activeElement.closest("[data-row]") || document.querySelector("[data-row]");
    const box = row && row.querySelector(".choose");
    if (box) box.click();
    return Boolean(box);
  }

  document.addEventListener("change", (event) => {
    if (!event.target.matches(".choose")) return;
    const count = document.querySelectorAll(".choose:checked").length;
    for (const place of document.querySelectorAll("[data-chosen]")) {
      place.dataset.words ??= place.textContent;
      place.textContent = count || place.dataset.words;
    }
  });

  const keys = {
    j: () => press("j") || move(1),
    k: () => press("k") || move(-1),
    c: () => press("c"),
    d: () => press("d"),
    u: () => press("u"),
    z: () => press("z"),
    x: choose,
    t: () => press("t"),
    n: () => focus("#note"),
    o: () => press("o"),
    "/": () => focus("#search"),
    "?": help,
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    const field = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (field) {
      if (event.key === "Escape") field.blur();
      return;
    }
    if (document.querySelector("dialog[open]") && event.key !== "?") return;
    const act = keys[event.key];
    if (act && act()) event.preventDefault();
  });
})();
