/* Names for controls that Django and its packages leave without one; the words come from the page itself. */
(() => {
  "use strict";

  const NAMELESS = "input:not([type=hidden]):not([aria-label]), select:not([aria-label]), textarea:not([aria-label])";

  // in tables of a form the heading of the column names the field
  const nameCells = () => {
    document.querySelectorAll(".tabular tr.form-row > td").forEach((cell) => {
      const heading = cell.closest("table").tHead.rows[0].cells[cell.cellIndex]?.textContent.trim();
      if (!heading) return;
      cell.querySelectorAll(NAMELESS).forEach((control) => {
        if (!control.labels?.length) control.setAttribute("aria-label", heading);
      });
    });
  };

  const nameTheRest = () => {
    document.getElementById("modeltranslation-main-switch")?.setAttribute("aria-label", "Sprache / Jazyk");
    document.querySelectorAll("select + .select2").forEach((box) => {
      const label = box.previousElementSibling.labels?.[0]?.textContent.trim();
      if (label) box.querySelector(".select2-search__field")?.setAttribute("aria-label", label);
    });
  };

  const nameAll = () => {
    nameCells();
    nameTheRest();
  };

  // others build and add controls at any time, also after the page has loaded
  document.addEventListener("DOMContentLoaded", () => {
    nameAll();
    new MutationObserver(nameAll).observe(document.getElementById("content"), { childList: true, subtree: true });
  });
})();
