"use strict";
// Sorts, searches, and filters the tables that can be, and says what is shown. The page is complete without it.
addEventListener("DOMContentLoaded", () => {
  for (const form of document.querySelectorAll("[data-filters]")) {
    const table = document.getElementById(form.dataset.filters);
    const shown = form.querySelector("[data-shown]");
    const search = form.querySelector("input");
    const selects = [...form.querySelectorAll("select")];
    const noun = form.dataset.noun;
    const rows = [...table.tBodies[0].rows].map((row) => ({
      row,
      text: `${row.dataset.entry} ${row.textContent}`.toLowerCase(),
      has: new Set((row.dataset.has || "").split(" ")),
    }));

    const filter = () => {
      const wanted = selects.map((select) => select.value).filter(Boolean);
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      let count = 0;
      for (const { row, text, has } of rows) {
        row.hidden = !(wanted.every((each) => has.has(each)) && words.every((word) => text.includes(word)));
        count += row.hidden ? 0 : 1;
      }
      shown.textContent = count === rows.length ? `All ${count} ${noun}s are shown.` : `${count} of ${rows.length} ${noun}s are shown.`;
    };

    const amount = (text) => {
      const found = /\d[\d,]*(\.\d+)?/.exec(text);
      return found ? parseFloat(found[0].replaceAll(",", "")) : text.toLowerCase().startsWith("free") ? 0 : Infinity;
    };
    const orders = {
      amount: (a, b) => amount(a) - amount(b) || 0,
      text: (a, b) => a.localeCompare(b, "en", { numeric: true }),
    };
    const sort = (head, label) => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      const order = orders[head.dataset.sort];
      const of = ({ row }) => row.cells[head.cellIndex].textContent.trim();
      rows.sort((a, b) => (up ? order(of(a), of(b)) : order(of(b), of(a))));
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      table.tBodies[0].append(...rows.map(({ row }) => row));
      shown.textContent = `Sorted by ${label}, ${up ? "ascending" : "descending"}.`;
    };

    for (const head of table.querySelectorAll("th[data-sort]")) {
      const button = document.createElement("button");
      const label = head.textContent;
      button.type = "button";
      button.className = "sort";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(head, label));
      head.append(button);
    }
    form.addEventListener("change", filter);
    form.addEventListener("input", filter);
    form.addEventListener("reset", () => setTimeout(filter));
    form.addEventListener("submit", (event) => event.preventDefault());
    table.classList.add("sorts");
    form.hidden = false;
    filter();
  }
});
