"use strict";
// What every page needs that people fill in offline: it keeps what is typed, opens and saves files, and says what happens.
const Shared = (() => {
  const PAUSE = 250; // milliseconds without typing before the draft is kept

  const find = (name, within = document) => within.querySelector(`[data-${name}]`);
  const blank = (text) => !/[^\s\x1c-\x1f\x85]/.test(text);
  const length = (text) => [...text].length;
  const wellFormed = (text) => text.replace(/\p{Surrogate}/gu, "\ufffd");
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const count = (number, one, many) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  const only = (value, names) => Object.keys(value).every((name) => names.includes(name));

  // Today as YYYY-MM-DD, by the clock of this computer.
  const today = () => {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return `${String(now.getFullYear()).padStart(4, "0")}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };

  // JSON without the characters that a reader of YAML refuses.
  const written = (data) =>
    `${JSON.stringify(data, null, 2).replace(/[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`)}\n`;

  const download = (name, text, type = "application/json") => {
    const url = URL.createObjectURL(new Blob([text], { type }));
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.hidden = true;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  };

  // Read a file that somebody chose: { data, why }. `parse` makes data of its text; an error of its may say `why` it cannot.
  // `why` says what is wrong; it is empty if `refusal` accepts the data.
  const readFile = async (file, mostBytes, refusal, parse = JSON.parse) => {
    if (file.size > mostBytes) return { data: null, why: "the file is too large." };
    try {
      const data = parse(new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()));
      return { data, why: refusal(data) };
    } catch ({ why }) {
      return { data: null, why: why ?? "it is not a JSON file, or cannot be read. This page saves files that end in .json." };
    }
  };

  // Show under a file chooser why a file was not opened; clear it with an empty text.
  const refuse = (input, place, why) => {
    if (why) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
    place.textContent = why && `Not opened: ${why}`;
  };

  // Keeps a draft in this browser under `key`; `draft` returns what to keep, or null when there is nothing.
  class Keeper {
    constructor(key, draft) {
      this.key = key;
      this.draft = draft;
      this.keeps = true; // whether this browser keeps anything
      this.onFailure = () => {};
      this.waiting = 0;
    }

    // Return what was kept, or null. A browser that keeps nothing, or a damaged draft, is not an error.
    kept() {
      try {
        const kept = localStorage.getItem(this.key);
        localStorage.setItem(`${this.key}:tried`, "1");
        localStorage.removeItem(`${this.key}:tried`);
        return JSON.parse(kept ?? "null");
      } catch (error) {
        this.keeps = error instanceof SyntaxError;
        return null;
      }
    }

    keep() {
      if (!this.keeps) return;
      try {
        const draft = this.draft();
        if (draft === null) localStorage.removeItem(this.key);
        else localStorage.setItem(this.key, JSON.stringify(draft));
      } catch {
        this.keeps = false;
        this.onFailure();
      }
    }

    soon() {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.keep(), PAUSE);
    }

    // Keep the draft when the page is left, warn while `unsaved()` holds, and call `other` when another tab writes it.
    watch(unsaved, other) {
      addEventListener("pagehide", () => this.keep());
      addEventListener("storage", ({ key }) => key === this.key && other());
      addEventListener("beforeunload", (event) => {
        this.keep();
        if (unsaved()) event.preventDefault();
      });
    }
  }

  // The bar that stays in view, and the line below it that says what happened.
  class Desk {
    constructor(bar, message) {
      this.bar = bar;
      this.message = message;
      new ResizeObserver(() => this.measure()).observe(bar);
    }

    // Give the style sheet the height of both, so that nothing is scrolled under them.
    measure() {
      for (const [name, { offsetHeight }] of Object.entries({ desk: this.bar, message: this.message })) {
        document.documentElement.style.setProperty(`--${name}`, `${offsetHeight}px`);
      }
    }

    get words() {
      return this.message.textContent;
    }

    say(words) {
      this.message.textContent = words;
      this.measure();
      const below = Math.ceil(this.message.getBoundingClientRect().bottom - innerHeight);
      if (below > 0 && this.bar.getBoundingClientRect().top < innerHeight) scrollBy(0, below);
    }
  }

  // Let a part that scrolls be reached by keyboard, as long as it scrolls.
  const reachable = (parts) => {
    const fitting = new ResizeObserver((entries) => {
      for (const { target } of entries) {
        if (target.scrollHeight > target.clientHeight + 1 && getComputedStyle(target).overflowY === "auto") target.tabIndex = 0;
        else target.removeAttribute("tabindex");
      }
    });
    for (const part of parts) fitting.observe(part);
  };

  return { find, blank, length, wellFormed, same, count, isObject, only, today, written, download, readFile, refuse, Keeper, Desk, reachable };
})();
