// The next flag is fetched while this one is read, and shown as soon as this one is decided; the decision is sent behind it.
// What the server refuses is shown again. Without this file the decision is sent first and the next flag follows.
"use strict";

(() => {
  let ahead = null; // {url, html} of the flag that follows the one shown
  let sending = Promise.resolve(); // decisions go out one after the other

  const address = (link) => new URL(link.href, location.href).href;
  const parse = (html) => new DOMParser().parseFromString(html, "text/html").getElementById("main");

  async function look() {
    ahead = null;
    const next = document.querySelector('.case .place a[rel="next"]');
    if (!next || !document.querySelector("[data-ahead]")) return;
    const url = address(next);
    const answer = await fetch(url, { headers: { "Desk-Ahead": "fetch" } }).catch(() => null);
    const current = document.querySelector('.case .place a[rel="next"]');
    if (answer && answer.ok && !answer.redirected && current && address(current) === url) {
      ahead = { url, html: await answer.text() };
    }
  }

  function show(main, url) {
    document.getElementById("main").replaceWith(main);
    htmx.process(main);
    if (url) history.pushState({ ahead: true }, "", url);
    window.scrollTo(0, 0);
    const title = main.querySelector("h1");
    if (title) title.focus({ preventScroll: true });
  }

  async function send(form, body, url) {
    const answer = await fetch(form.action, { method: "POST", body, keepalive: true, headers: { "HX-Request": "true" } }).catch(() => null);
    const here = location.href === url; // or gone on already
    if (!answer || answer.status >= 500) return location.assign(form.action.replace("/decide/", "/"));
    const main = parse(await answer.text());
    if (!main) return location.reload();
    if (here && (!answer.ok || answer.url !== url)) {
      show(main);
      history.replaceState({}, "", answer.ok ? answer.url : form.action.replace("/decide/", "/"));
      return look();
    }
    for (const part of [".messages", ...(here ? [".place"] : [])]) {
      const fresh = main.querySelector(part);
      const old = document.querySelector(`#main ${part}`);
      if (fresh && old) old.replaceWith(fresh);
    }
    if (here) {
      htmx.process(document.getElementById("main"));
      return ahead ? undefined : look();
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-ahead]") || !ahead || !event.submitter) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { url, html } = ahead;
    const body = new URLSearchParams(new FormData(form, event.submitter));
    const main = parse(html);
    main.querySelectorAll(".undo, .messages > p").forEach((old) => old.remove()); // of the decision before this one
    show(main, url);
    look();
    sending = sending.then(() => send(form, body, url));
  }, true);

  // A page that was shown ahead is not in the browser's list of documents: going back to it loads it.
  window.addEventListener("popstate", () => { if (document.querySelector("[data-ahead]")) location.reload(); });
  document.addEventListener("htmx:afterSettle", look);
  document.addEventListener("DOMContentLoaded", look);
})();
