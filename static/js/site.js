/* Small helps; every page works without them. */
(() => {
  "use strict";

  document.querySelector("[data-error-summary]")?.focus();

  // lists that htmx refreshes: clean addresses; what was folded open stays open, the focus stays where it was
  const open = new Set();
  let focused = "";
  let leaveSheet = false;

  document.addEventListener("htmx:configRequest", (event) => {
    const { parameters } = event.detail;
    for (const name of Object.keys(parameters)) {
      if (parameters[name] === "") delete parameters[name];
    }
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    const sent = event.detail.requestConfig?.triggeringEvent?.type === "submit";
    focused = document.activeElement?.id ?? "";
    open.clear();
    event.detail.target.querySelectorAll("details[open][id]").forEach((details) => open.add(details.id));
    leaveSheet = sent && open.delete("facet-sheet");
  });

  document.addEventListener("htmx:afterSwap", () => {
    open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    if (leaveSheet) document.querySelector(".directory__results")?.scrollIntoView();
  });

  // the page in the other language has the same filters
  const followFilters = () => {
    document.querySelectorAll(".language-switch a").forEach((link) => {
      link.search = location.search;
    });
  };
  document.addEventListener("htmx:pushedIntoHistory", followFilters);
  document.addEventListener("htmx:historyRestore", followFilters);

  // a menu closes on Escape and when the focus leaves it; "back" may bring another menu, so the document listens
  document.addEventListener("keydown", (event) => {
    const menu = event.target.closest?.("details:is(.menu, .account-menu)[open]");
    if (event.key !== "Escape" || !menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("focusout", (event) => {
    const menu = event.target.closest?.("details:is(.menu, .account-menu)[open]");
    if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });

  // lists of people stay on a device neither after signing out nor after their event; ticks hold no names and wait
  const forgetLists = () => {
    const today = new Date().toISOString().slice(0, 10);
    const signedIn = document.querySelector(".site-header form[method=post]");
    for (const name of Object.keys(localStorage).filter((key) => key.startsWith("glokal-list:"))) {
      const until = localStorage.getItem(name).match(/"until":"([\d-]+)"/)?.[1] ?? "";
      if (!signedIn || until < today) localStorage.removeItem(name);
    }
  };
  try {
    forgetLists();
  } catch {
    // a browser without storage has kept no list
  }
})();
