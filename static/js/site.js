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

  // the menu closes on Escape and when the focus leaves it
  document.querySelectorAll("details.menu").forEach((menu) => {
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    menu.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
    });
  });
})();
