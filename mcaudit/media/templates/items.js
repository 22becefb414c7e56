"use strict";
// Finds the items of a page by words, by status, and by whether they ask somebody to act. The page is complete without.
addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("[data-finds]");
  if (!form) return;
  const noun = form.dataset.finds;
  const shown = form.querySelector("[data-shown]");
  const search = form.querySelector("input");
  const status = form.querySelector("select");
  const mine = form.querySelector("[data-mine]");
  const items = [...document.querySelectorAll("[data-item]")].map((box) => ({
    box,
    text: box.textContent.toLowerCase(),
  }));
  const parts = [...document.querySelectorAll("main > section, main .plain, main details")];
  const folds = [...document.querySelectorAll("details")];

  const find = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const onlyMine = mine.getAttribute("aria-pressed") === "true";
    const all = !words.length && !status.value && !onlyMine;
    let count = 0;
    for (const { box, text } of items) {
      box.hidden = !(
        (!onlyMine || "toDo" in box.dataset) &&
        (!status.value || box.dataset.status === status.value) &&
        words.every((word) => text.includes(word))
      );
      count += box.hidden ? 0 : 1;
    }
    document.body.classList.toggle("finding", !all);
    for (const part of parts) part.hidden = !all && !part.querySelector("[data-item]:not([hidden])");
    for (const fold of folds) fold.open = !all && !fold.hidden;
    shown.textContent = all ? `${count} ${noun}` : count ? `${count} of ${items.length} ${noun}` : `None of ${items.length} ${noun}. Show all to start over.`;
  };

  const findAndGo = () => {
    find();
    if (document.body.classList.contains("finding")) document.getElementById("main").scrollIntoView({ behavior: "instant" });
  };

  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest("[hidden]")) {
      form.reset();
      mine.setAttribute("aria-pressed", "false");
      find();
    }
    const fold = target.closest("details");
    if (fold) fold.open = true;
    target.scrollIntoView();
  };

  mine.addEventListener("click", () => {
    mine.setAttribute("aria-pressed", mine.getAttribute("aria-pressed") === "true" ? "false" : "true");
    findAndGo();
  });
  search.addEventListener("input", findAndGo);
  status.addEventListener("change", findAndGo);
  form.addEventListener("reset", () => {
    mine.setAttribute("aria-pressed", "false");
    setTimeout(find);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", reveal);
  form.hidden = false;
  find();
  if (location.hash) reveal();
});
