// Makes the controls for a field of a profile, from the data that describes it; a value that no control can show stays.
const Controls = (() => {
  const { isObject } = Shared;
  const SHORT = new Set(["title", "name", "platform", "page", "section", "time", "year", "authors", "code", "path", "sha256"]);
  const { ONE } = Complete;
  const renewals = new WeakMap(); // how a choice among short names is made anew
  const ALONE = Symbol("alone"); // the entry of a list of one that is written without the list
  const STEMS = { organizations: "organization", dossier: "document" };
  const GIVEN = /^(?:organization|document)_(\d+)$/; // a short name until there is a name to make one of
  const MOST_SHORT = 40; // characters of a short name
  let made = 0;

  const el = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== "") element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const listed = (value) => (value === undefined ? [] : [value].flat());
  const isName = ({ kind }) => kind === "organization" || kind === "document";
  const spaced = (code) => code.replaceAll("_", " ");

  // A short name among the steps of a place: it changes once, when its entry gets the name that it is made of.
  class ShortName {
    constructor(text, isOpen) {
      Object.assign(this, { text, isOpen });
    }

    toString() {
      return this.text;
    }
  }
  const unused = (stem, taken) => {
    let at = 1;
    while (taken.includes(at > 1 ? `${stem}_${at}` : stem)) at += 1;
    return at > 1 ? `${stem}_${at}` : stem;
  };

  // --- numbers: 15, 10 to 12, at least 10, at most 12, about 15, or a word that the field knows

  const NUMBER = /^-?\d+(\.\d+)?$/;
  const RANGE = /^(\d+(?:\.\d+)?)\s*(?:-|–|to)\s*(\d+(?:\.\d+)?)$/i;
  const BOUND = /^(at least|at most|about)\s+(\d+(?:\.\d+)?)$/i;
  const toNumber = (typed) => {
    if (NUMBER.test(typed)) return Number(typed);
    const range = RANGE.exec(typed);
    if (range) return { at_least: Number(range[1]), at_most: Number(range[2]) };
    const bound = BOUND.exec(typed);
    return bound ? { [bound[1].toLowerCase().replace(" ", "_")]: Number(bound[2]) } : typed;
  };
  const fromNumber = (value) => {
    if (!isObject(value)) return String(value);
    const [[first, low], ...others] = Object.entries(value);
    return others.length ? `${value.at_least} to ${value.at_most}` : `${spaced(first)} ${low}`;
  };
  const numberFault = (value, { least, most, whole, codes = [] }) => {
    if (typeof value === "string") return codes.includes(value) ? "" : "This is not plainly a number. It is kept as text, and a reviewer reads it.";
    const ends = isObject(value) ? Object.values(value) : [value];
    if (isObject(value) && value.at_least > value.at_most) return "The first number is larger than the second.";
    if (whole && ends.some((each) => !Number.isInteger(each))) return "Write a whole number.";
    if (least !== undefined && ends.some((each) => each < least)) return `Write ${least} or more.`;
    return most !== undefined && ends.some((each) => each > most) ? `Write at most ${most}.` : "";
  };

  const lengthFault = (value, { longest }) => {
    const over = longest && typeof value === "string" ? Shared.length(value) - longest : 0;
    return over > 0 ? `This is ${Shared.count(over, "character", "characters")} too long: at most ${longest.toLocaleString("en")} are read.` : "";
  };

  // --- one control

  class Control {
    // `place` gets, sets, and clears the value; `names` returns the short names that may be chosen, and `rename` changes one.
    constructor(field, place, { names, rename, changed }) {
      Object.assign(this, { field, place, names, rename, changed, id: `f${(made += 1)}` });
    }

    put(value) {
      if (value === undefined || value === "" || (Array.isArray(value) && !value.length)) this.place.clear();
      else this.place.set(value);
      this.changed();
    }

    node() {
      const value = this.place.get();
      const { field } = this;
      if (["group", "list", "named", "citation"].includes(field.kind)) return this.holder(value);
      if (!this.canShow(value)) return this.kept(value);
      if (field.several && field.codes) return this.boxes();
      return field.several && isName(field) ? this.renewed(() => this.boxes()) : this.single(value);
    }

    canShow(value) {
      if (value === undefined) return true;
      const { kind, several, whole } = this.field;
      if (whole && kind === "text" && Number.isSafeInteger(value)) return true;
      if (several) return listed(value).length > 0 && listed(value).every((each) => typeof each === "string" && each && each.trim() === each && !each.includes("\n"));
      if (kind === "number" && typeof value !== "string") return value !== null && Shared.same(toNumber(fromNumber(value)), value);
      return typeof value === "string" && value !== "" && !value.includes("\r");
    }

    kept(value) {
      const { title } = this.field;
      const button = el("button", { type: "button", "aria-label": `Remove ${title}` }, "Remove");
      const box = el("div", { class: "field" }, el("p", {}, el("b", {}, `${title}: `), JSON.stringify(value)), el("p", { class: "small" }, "It is kept as it is written. ", button));
      button.addEventListener("click", () => {
        this.put(undefined);
        const fresh = this.node();
        box.replaceWith(fresh);
        fresh.querySelector("input, select, textarea, button")?.focus();
      });
      return box;
    }

    single(value) {
      const { field } = this;
      const control = this.input(value);
      control.id = this.id;
      const hint = el("span", { class: "small", id: `${this.id}-hint` }, this.hint());
      const error = el("p", { class: "error", id: `${this.id}-error` });
      control.setAttribute("aria-describedby", `${this.id}-hint ${this.id}-error`);
      const report = () => {
        const now = this.place.get();
        error.textContent = now === undefined ? "" : field.kind === "number" ? numberFault(now, field) : lengthFault(now, field);
        if (error.textContent) control.setAttribute("aria-invalid", "true");
        else control.removeAttribute("aria-invalid");
      };
      control.addEventListener("input", () => {
        this.put(this.parsed(control.value));
        report();
      });
      report();
      return el("div", { class: "field" }, el("label", { for: this.id }, `${field.title}${field.needed ? " (required)" : ""}`), " ", hint, control, error);
    }

    hint() {
      const { kind, hint = "", several } = this.field;
      const how = kind === "number" ? " Write 15, 10 to 12, at least 10, or about 15." : several ? " One on each line." : "";
      return `${hint}${how}`.replaceAll("`", "").trim();
    }

    input(value) {
      const { kind, codes, key, several } = this.field;
      if (several) return this.filled(el("textarea", { rows: "2", dir: "auto" }), listed(value).join("\n"));
      if (codes && kind !== "number") return this.select(codes.map((code) => [code, spaced(code)]), value);
      if (isName(this.field)) return this.renewed(() => this.select(this.names(kind), this.place.get()));
      if (kind === "date" && (value === undefined || /^\d{4}-\d{2}-\d{2}$/.test(value))) return this.filled(el("input", { type: "date" }), value);
      if (kind === "number") return this.filled(el("input", { type: "text" }), value === undefined ? value : fromNumber(value));
      if (kind === "text" && !SHORT.has(key)) return this.filled(el("textarea", { rows: "2", dir: "auto" }), value);
      return this.filled(el("input", { type: "text", dir: "auto" }), value);
    }

    // A choice among short names, made anew when organizations or documents are added; it keeps its id and its listener.
    renewed(make) {
      const control = make();
      control.dataset.names = "";
      renewals.set(control, () => {
        const fresh = make();
        if (fresh.innerHTML === control.innerHTML) return;
        control.replaceChildren(...fresh.childNodes);
        if ("value" in control) control.value = this.place.get() ?? "";
      });
      return control;
    }

    filled(control, value = "") {
      control.value = value;
      return control;
    }

    select(options, value) {
      const select = el("select", {}, new Option(options.length ? "choose one" : "none listed yet", ""));
      if (value !== undefined && !options.some(([code]) => code === value)) select.add(new Option(`${value} (as written)`, value));
      for (const [code, words] of options) select.add(new Option(words, code));
      select.value = value ?? "";
      return select;
    }

    parsed(typed) {
      const { kind, several, whole, codes = [] } = this.field;
      const text = Shared.wellFormed(typed);
      if (Shared.blank(text)) return undefined;
      if (several) return text.split("\n").map((line) => line.trim()).filter(Boolean);
      if (kind === "number" && !codes.includes(text.trim())) return toNumber(text.trim());
      if (whole && /^[1-9]\d{0,14}$/.test(text.trim())) return Number(text.trim());
      return kind === "text" ? text : text.trim();
    }

    boxes() {
      const { field } = this;
      const value = listed(this.place.get());
      const options = field.codes ? field.codes.map((code) => [code, spaced(code)]) : this.names(field.kind);
      const all = [...options, ...value.filter((each) => !options.some(([code]) => code === each)).map((each) => [each, `${each} (as written)`])];
      const box = el("fieldset", { class: "boxes" }, el("legend", {}, field.title), el("p", { class: "small" }, (field.hint ?? "").replaceAll("`", "")));
      for (const [code, words] of all) {
        const id = `${this.id}-${code}`;
        const tick = el("input", { type: "checkbox", id, value: code });
        tick.checked = value.includes(code);
        tick.addEventListener("change", () => this.put([...tick.closest("fieldset").querySelectorAll("input:checked")].map((each) => each.value)));
        box.append(el("span", { class: "box" }, tick, el("label", { for: id }, words)));
      }
      if (!all.length) box.append(el("p", { class: "small" }, "None is listed yet."));
      return box;
    }

    // --- groups, lists, and entries under short names

    holder(value) {
      const field = { ...this.field, title: this.field.key === "dossier" ? "Documents" : this.field.title };
      const isList = field.kind === "list";
      if (value !== undefined && !isObject(value) && !(isList && Array.isArray(value))) return this.kept(value);
      const box = el("fieldset", { class: "group" }, el("legend", {}, field.title));
      if (field.hint) box.append(el("p", { class: "small" }, field.hint.replaceAll("`", "")));
      if (isList || field.kind === "named") this.entries(box);
      else for (const inner of inside(field)) box.append(this.inner(inner, this.place.at(inner.key)).node());
      return box;
    }

    inner(field, place) {
      return new Control(field, place, this);
    }

    entries(box) {
      const { field } = this;
      const list = el("ol", { class: "entries" });
      const add = el("button", { type: "button" }, ONE[field.key] ? `Add: ${ONE[field.key].toLowerCase()}` : `Add: ${field.title}`);
      const show = () => {
        list.replaceChildren(...this.keys().map((key, index) => this.entry(key, index, show)));
      };
      add.addEventListener("click", () => {
        this.place.at(this.freshKey()).set({});
        this.changed();
        show();
        list.lastElementChild.querySelector("input, select, textarea")?.focus();
      });
      show();
      box.append(list, el("p", {}, add));
    }

    keys() {
      const value = this.place.get() ?? {};
      if (Array.isArray(value)) return value.map((_, index) => index);
      return this.field.kind === "list" && Object.keys(value).length ? [ALONE] : Object.keys(value);
    }

    freshKey() {
      const keys = this.keys();
      if (keys[0] === ALONE) this.place.set([this.place.get()]);
      if (this.field.kind === "list") return keys.length;
      const numbers = keys.map((key) => Number(GIVEN.exec(key)?.[1] ?? 0));
      return `${STEMS[this.field.key]}_${1 + Math.max(0, ...numbers)}`;
    }

    placeOf(key) {
      return key === ALONE ? { ...this.place, remove: () => this.place.clear() } : this.place.at(key);
    }

    // Give an entry a short name that is made of its name, once it has one; what refers to it follows.
    nameEntry(short, legend) {
      const entries = this.place.get();
      const { name, title } = entries[short];
      const words = String(name ?? title ?? "").normalize("NFKD").toLowerCase().match(/[a-z0-9]+/g) ?? [];
      const stem = words.join("_").slice(0, MOST_SHORT).replace(/_$/, "");
      if (!stem) return;
      const before = short.text;
      const taken = Object.keys(entries).filter((each) => each !== before);
      short.text = unused(/^[a-z]/.test(stem) ? stem : `${STEMS[this.field.key]}_${stem}`, taken);
      short.isOpen = false;
      this.rename(before, short.text);
      legend.textContent = legend.textContent.replace(before, short.text);
      this.changed();
    }

    entry(key, index, show) {
      const { field } = this;
      const given = this.placeOf(key).get();
      const short = field.kind === "named" ? new ShortName(key, GIVEN.test(key) && !given?.name && !given?.title) : key;
      const place = this.placeOf(short);
      const name = ONE[field.key] ? `${ONE[field.key]} ${index + 1}` : `${field.title}, ${index + 1}`;
      const remove = el("button", { type: "button", "aria-label": `Remove: ${name}` }, "Remove");
      const legend = el("legend", {}, field.kind === "named" ? `${name} (short name: ${key})` : name);
      const box = el("fieldset", { class: "entry" }, legend);
      if (short.isOpen) box.addEventListener("change", () => short.isOpen && this.nameEntry(short, legend));
      if (isObject(given)) for (const inner of field.fields.filter(asked)) box.append(this.inner(inner, place.at(inner.key)).node());
      else box.append(el("p", {}, typeof given === "string" ? given : JSON.stringify(given)), el("p", { class: "small" }, "It is kept as it is written."));
      remove.addEventListener("click", () => {
        place.remove();
        this.changed();
        show();
      });
      box.append(el("p", {}, remove));
      return el("li", {}, box);
    }
  }

  // What a citation holds: the form describes it once.
  const CITATION = [
    { key: "document", kind: "document", title: "Document", hint: "", needed: true },
    { key: "page", kind: "text", whole: true, title: "Page", hint: "Such as 12, or 12-15." },
    { key: "section", kind: "text", title: "Section", hint: "A heading, paragraph, or tab." },
    { key: "time", kind: "text", title: "Time", hint: "In a recording, such as 12:30." },
  ];
  const asked = ({ kind }) => kind !== "apart";
  const inside = (field) => (field.kind === "citation" ? CITATION : field.fields.filter(asked));

  const renew = () => {
    for (const control of document.querySelectorAll("[data-names]")) renewals.get(control)?.();
  };

  return { Control, CITATION, el, asked, renew };
})();
