"use strict";
// Shows the first of many rows that are found, and more on request. It follows finder.js, which finds them.
addEventListener("DOMContentLoaded", () => {
  for (const form of document.querySelectorAll("[data-most]")) {
    const most = Number(form.dataset.most);
    const table = document.getElementById(form.dataset.filters);
    const shown = form.querySelector("[data-shown]");
    const more = document.createElement("button");
    let found = [];
    let limit = most;

    const show = (rows) => {
      limit = rows;
      found.forEach((row, at) => (row.hidden = at >= limit));
      more.hidden = found.length <= limit;
      if (!more.hidden) shown.textContent = `The first ${limit} of ${found.length} ${form.dataset.noun}s are shown.`;
    };
    const find = () => {
      found = [...table.tBodies[0].rows].filter((row) => !row.hidden);
      show(most);
    };

    more.type = "button";
    more.textContent = `Show ${most} more`;
    more.addEventListener("click", () => show(limit + most));
    form.addEventListener("input", find);
    form.addEventListener("change", find);
    form.addEventListener("reset", () => setTimeout(() => setTimeout(find)));
    table.tHead.addEventListener("click", () => form.dispatchEvent(new Event("change")));
    table.after(more);
    find();
  }
});
