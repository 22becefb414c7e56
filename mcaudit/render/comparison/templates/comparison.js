"use strict";
// Filters and sorts the matrix, and says what is shown. The page is complete without it.
(() => {
  const form = document.querySelector("[data-filters]");
  if (!form) return;
  const shown = form.querySelector("[data-shown]");
  const search = form.querySelector("input");
  const selects = [...form.querySelectorAll("select")];
  const rows = [...document.querySelectorAll("[data-entry]")].map((row) => ({ row, text: row.cells[0].textContent.toLowerCase() }));
  const entries = new Set(rows.map(({ row }) => row.dataset.entry)).size;
  const tables = [...document.querySelectorAll("[data-sortable]")];

  const filter = () => {
    const wanted = selects.filter((select) => select.value);
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const keptOnes = new Set();
    for (const { row, text } of rows) {
      const kept = wanted.every((select) => row.dataset[select.dataset.by] === select.value) && words.every((word) => text.includes(word));
      row.hidden = !kept;
      if (kept) keptOnes.add(row.dataset.entry);
    }
    const count = keptOnes.size;
    const all = count === entries;
    for (const table of tables) {
      const some = all || table.querySelector("tbody tr:not([hidden])") !== null;
      const box = table.closest("details") || table.closest(".region");
      box.hidden = !some;
      if (!all && some && box.tagName === "DETAILS") box.open = true;
    }
    shown.textContent = all ? `All ${count} micro-credentials are shown.` : `${count} of ${entries} micro-credentials are shown here. The rest of the page counts all of them.`;
  };

  const ratings = ["exemplary", "good", "developing", "waiting", "unsupported", "not met", "not addressed", "not applicable"];
  const rank = {
    text: (cell) => cell.textContent.toLowerCase(),
    number: (cell) => parseInt(cell.textContent, 10),
    rating: (cell) => ratings.indexOf(cell.textContent.trim()),
  };

  const sort = (table, head, label) => {
    const up = head.getAttribute("aria-sort") !== "ascending";
    const of = rank[head.dataset.sort];
    const body = table.tBodies[0];
    const order = [...body.rows].map((row) => ({ row, value: of(row.cells[head.cellIndex]) }));
    const compare = head.dataset.sort === "text" ? (a, b) => a.value.localeCompare(b.value, "en", { numeric: true }) : (a, b) => a.value - b.value;
    order.sort((a, b) => (up ? compare(a, b) : compare(b, a)));
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    body.append(...order.map((each) => each.row));
    shown.textContent = `Sorted by ${label}, ${up ? "ascending" : "descending"}.`;
  };

  for (const table of tables) {
    for (const head of table.querySelectorAll("th[data-sort]")) {
      const button = document.createElement("button");
      const label = head.textContent;
      button.type = "button";
      button.className = "sort";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(table, head, label));
      head.append(button);
    }
  }
  form.addEventListener("change", filter);
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((each) => { each.open = true; }));
  form.hidden = false;
  filter();
})();
