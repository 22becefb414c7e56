"use strict";
// Filters the criteria, counts what is shown, and gives a link to each. Without it the page says the same.
(() => {
  const form = document.querySelector("[data-filters]");
  if (!form) return;
  const shown = form.querySelector("[data-shown]");
  const search = form.querySelector("input");
  const selects = [...form.querySelectorAll("select")];
  const criteria = [...document.querySelectorAll("[data-criterion]")].map((box) => ({
    box,
    status: box.dataset.status,
    level: box.dataset.level,
    component: box.closest("[data-component]").dataset.component,
    text: box.textContent.toLowerCase(),
  }));
  const groups = [...document.querySelectorAll(".unaddressed"), ...document.querySelectorAll(".subcomponent"), ...document.querySelectorAll(".component")];

  const filter = () => {
    const wanted = selects.filter((select) => select.value);
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const each of criteria) {
      const kept = wanted.every((select) => each[select.dataset.by] === select.value) && words.every((word) => each.text.includes(word));
      each.box.hidden = !kept;
      if (kept) count += 1;
    }
    const all = count === criteria.length;
    for (const group of groups) group.hidden = !all && !group.querySelector("[data-criterion]:not([hidden])");
    shown.textContent = all ? `All ${count} criteria are shown.` : `${count} of ${criteria.length} criteria are shown; the verdict is about the whole audit.`;
  };

  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.closest("[hidden]")) {
      form.reset();
      filter();
      target.scrollIntoView();
    }
  };

  // On the button for readers who see it, and aloud for those who do not.
  const say = (button, words, told) => {
    button.textContent = words;
    button.setAttribute("aria-label", told);
    shown.textContent = `${told}.`;
  };

  for (const each of criteria) {
    const id = each.box.dataset.criterion;
    const copy = document.createElement("button");
    copy.type = "button";
    copy.className = "copy";
    copy.textContent = "Copy link";
    copy.setAttribute("aria-label", `Copy link to ${id}`);
    copy.addEventListener("click", async () => {
      const url = new URL(location.href);
      url.hash = each.box.id;
      try {
        await navigator.clipboard.writeText(url.href);
        say(copy, "Copied", `Copied the link to ${id}`);
      } catch {
        location.hash = each.box.id;
        say(copy, "In the address bar", `In the address bar is the link to ${id}`);
      }
    });
    (each.box.querySelector(".head") ?? each.box).append(copy);
  }
  form.addEventListener("change", filter);
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", reveal);
  form.hidden = false;
  filter();
  reveal();
})();
