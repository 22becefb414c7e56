// The form of one criterion: what it says, what is missing from it, and the decision that it makes.
const Boxes = (() => {
  const { find, blank, length, wellFormed, same, count, today } = Shared;
  const { MADE_ON, TEXTS, LONGEST, MOST_CITATIONS, needsReason, short, nothing, draftOf, saidIn } = Decisions;
  const UNCITED = "Cite a document: without one, this answer does not count.";

  class Box {
    // `sheet` is what the page works with, `of` what it knows of this criterion; `work` is called after each change.
    constructor(sheet, of, work) {
      this.sheet = sheet;
      this.of = of;
      this.id = of.id;
      this.work = work;
      this.documents = Object.keys(sheet.documents);
      this.box = document.getElementById(of.id);
      this.place = this.box.dataset.place; // now, optional, or provider
      this.form = find("form", this.box);
      this.radios = [...this.form.querySelectorAll("input[type=radio]")];
      this.texts = Object.fromEntries(TEXTS.map((name) => [name, document.getElementById(`${name}-${of.id}`)]));
      this.confirmed = document.getElementById(`confirmed-${of.id}`);
      this.list = find("citations", this.form);
      this.checked = false; // whether the missing things are shown, and are to be shown anew after each change
      this.seen = false; // whether the suggestion of the facts was shown
      this.made = 0;
      this.settle(null);
      this.listen();
    }

    listen() {
      this.form.addEventListener("submit", (event) => event.preventDefault());
      for (const happening of ["input", "change"]) this.form.addEventListener(happening, () => this.work(this));
      find("add", this.form)?.addEventListener("click", () => {
        const row = this.cite({ document: "", place: "" });
        this.work(this);
        row.document.focus();
      });
      find("own", this.form)?.addEventListener("click", () => this.citeAsTheProfile());
      find("undo", this.form).addEventListener("click", () => {
        this.settle(this.decision);
        this.work(this);
        this.radios[0].focus();
      });
      this.form.hidden = false;
    }

    get isNow() {
      return this.place === "now";
    }

    read() {
      const draft = nothing();
      draft.answer = this.radios.find((radio) => radio.checked)?.value ?? "";
      for (const name of TEXTS) draft[name] = wellFormed(this.texts[name].value);
      const rows = this.rows.map((row) => ({ document: row.document.value, place: wellFormed(row.place.value) }));
      draft.citations = rows.filter((row) => row.document || !blank(row.place));
      draft.confirmed = this.confirmed.checked;
      return draft;
    }

    write(draft) {
      for (const radio of this.radios) radio.checked = radio.value === draft.answer;
      for (const name of TEXTS) this.texts[name].value = draft[name];
      this.list.replaceChildren();
      for (const each of draft.citations) this.cite(each);
      this.confirmed.checked = draft.confirmed;
      this.checked = false;
    }

    // Take a kept draft, filled up where it lacks something.
    restore(draft) {
      this.write({ ...nothing(), ...draft });
      this.fit();
    }

    // Take a decision of the file as what is saved; what was typed since stays if `keep`.
    settle(decision, keep = false) {
      const typed = keep && this.changed ? this.read() : null;
      this.decision = decision;
      this.write(decision ? draftOf(decision) : nothing());
      this.saved = this.read();
      if (typed) this.write(typed);
      this.fit();
    }

    get changed() {
      return !same(this.read(), this.saved);
    }

    get stale() {
      if (!this.decision) return false;
      const { pins } = this.decision;
      const cited = Object.entries(pins.documents ?? {});
      return this.madeOnAnother(pins) || cited.some(([name, pin]) => this.sheet.documents[name] !== pin);
    }

    // Decisions made before criteria had a meaning are pinned to the criterion's text and to other fields.
    madeOnAnother(pins) {
      if (pins.criterion === undefined) {
        const changed = MADE_ON.filter((name) => pins[name] !== this.of.pins[name]);
        return changed.some((name) => name !== "fields" || pins.fields !== this.of.earlier);
      }
      const { former } = this.of;
      return !former || !former.criterion.includes(pins.criterion) || pins.fields !== former.fields;
    }

    // Whether what the form says differs from the decision that stands.
    differs(draft) {
      return !same(saidIn(draft), saidIn(this.saved));
    }

    // Whether an answer does not count yet because it cites no document.
    uncited(draft) {
      return draft.answer === "met" && this.of.cite && !draft.citations.length;
    }

    // --- citations

    get rows() {
      return [...this.list.children].map((item) => ({
        item,
        legend: item.querySelector("legend"),
        document: item.querySelector("select"),
        place: item.querySelector("input"),
        remove: item.querySelector("button"),
        error: item.querySelector(".error"),
      }));
    }

    // Cite what the profile cites for this criterion, except what the form cites already. The answer stays as it is.
    citeAsTheProfile() {
      const { citations } = this.read();
      for (const each of this.of.cited) if (!citations.some((one) => same(one, each))) this.cite(each);
      this.work(this);
      this.rows.at(-1).place.focus();
    }

    cite({ document: name, place }) {
      this.list.append(document.getElementById("citation").content.cloneNode(true));
      const row = this.rows.at(-1);
      const [forDocument, forPlace] = row.item.querySelectorAll("label");
      this.made += 1;
      const id = `citation-${this.made}-${this.id}`;
      row.document.id = forDocument.htmlFor = `${id}-document`;
      row.place.id = forPlace.htmlFor = `${id}-place`;
      row.place.dir = "auto";
      row.error.id = `${id}-error`;
      row.document.setAttribute("aria-describedby", row.error.id);
      row.place.setAttribute("aria-describedby", row.error.id);
      if (name && !this.documents.includes(name)) row.document.add(new Option(`${name} (not in the dossier)`, name));
      row.document.value = name;
      row.place.value = place;
      row.remove.addEventListener("click", () => {
        row.item.remove();
        this.number();
        this.work(this);
        (find("add", this.form) ?? this.radios[0]).focus();
      });
      this.number();
      return row;
    }

    number() {
      this.rows.forEach((row, index) => {
        row.legend.textContent = `Citation ${index + 1}`;
        row.remove.setAttribute("aria-label", `Remove citation ${index + 1} of ${this.id}`);
      });
      const add = find("add", this.form);
      if (add) add.disabled = this.rows.length >= MOST_CITATIONS;
    }

    // --- what is missing

    // Each problem: the control to go to, where it is shown, and its words.
    problems(draft) {
      return [...this.problemsOfTheAnswer(draft), ...this.problemsOfTheTexts(draft), ...this.rows.flatMap((row) => this.problemsOf(row))];
    }

    problemsOfTheAnswer(draft) {
      const found = [];
      if (!draft.answer) found.push({ control: this.radios[0], place: this.errorOf("answer"), words: "Choose an answer." });
      if (this.uncited(draft)) {
        const control = find("own", this.form) ?? find("add", this.form) ?? this.radios[0];
        found.push({ control, place: this.errorOf("citations"), words: UNCITED });
      }
      if (this.stale && !this.differs(draft) && !draft.confirmed) {
        const words = "Look again, and confirm your decision or change it.";
        found.push({ control: this.confirmed, place: this.errorOf("confirmed"), words });
      }
      return found;
    }

    problemsOfTheTexts(draft) {
      const found = [];
      const text = (name, words) => found.push({ control: this.texts[name], place: this.errorOf(name), words });
      if (needsReason(draft.answer) && blank(draft.rationale)) text("rationale", "Say why, in a sentence that the provider can follow.");
      if (short(draft.answer) && blank(draft.would_satisfy)) text("would_satisfy", "Say what would satisfy it.");
      for (const name of TEXTS) {
        if (name === "would_satisfy" && !short(draft.answer)) continue;
        const over = length(draft[name]);
        if (over > LONGEST) text(name, `Shorten this: it has ${count(over, "character", "characters")}; the limit is ${LONGEST.toLocaleString("en")}.`);
      }
      return found;
    }

    problemsOf(row) {
      const found = [];
      const report = (control, words) => found.push({ control, place: row.error, words });
      const [name, place] = [row.document.value, row.place.value];
      if (!name && blank(place)) return found;
      if (!name) report(row.document, "Choose the document.");
      else if (!this.documents.includes(name)) report(row.document, "This document is not in the dossier: choose another, or remove the citation.");
      if (blank(place)) report(row.place, "Say where in the document: a page, a section, a time.");
      else if (length(place) > LONGEST) report(row.place, `Shorten the place: the limit is ${LONGEST.toLocaleString("en")} characters.`);
      return found;
    }

    errorOf(name) {
      return document.getElementById(`error-${name}-${this.id}`);
    }

    // open, incomplete, or answered.
    kind(draft) {
      if (!this.decision && same(draft, nothing())) return "open";
      if (this.uncited(draft)) return "incomplete";
      // A saved decision that nobody has touched stands as it is, whatever it cites.
      if (this.decision && !this.stale && !this.differs(draft) && draft.answer) return "answered";
      return this.problems(draft).length ? "incomplete" : "answered";
    }

    // The decision that the file does not have yet; null if the file has it.
    fresh(draft) {
      if (this.decision && !this.differs(draft) && !(this.stale && draft.confirmed)) return null;
      const { said, comment } = saidIn(draft);
      const cited = new Set([...this.of.pins.documents, ...draft.citations.map((each) => each.document)]);
      const { documents: _, ...pins } = this.of.pins;
      const pinned = this.documents.filter((name) => cited.has(name));
      if (pinned.length) pins.documents = Object.fromEntries(pinned.map((name) => [name, this.sheet.documents[name]]));
      // If the clock has gone back since, the new decision would look older than the last.
      const date = [today(), this.decision?.date ?? ""].sort().at(-1);
      return { criterion: this.id, ...said, date, ...comment, suggestion_seen: this.seen ? "yes" : "no", pins };
    }

    // --- how it looks

    fit() {
      const draft = this.read();
      const kind = this.kind(draft);
      const problems = kind === "incomplete" ? this.problems(draft) : [];
      this.box.dataset.kind = kind;
      find("short", this.form).hidden = !short(draft.answer);
      find("stale", this.form).hidden = !this.stale;
      find("undo", this.form).hidden = !this.changed;
      find("kind", this.form).textContent = this.words(draft, kind, problems.length);
      this.texts.rationale.required = Boolean(needsReason(draft.answer));
      this.texts.would_satisfy.required = short(draft.answer);
      this.suggest();
      if (this.checked) this.report(problems);
    }

    // Show what the facts suggest, but only after an answer is saved; from then on it counts as seen.
    suggest() {
      const suggestion = find("suggestion", this.box);
      if (!suggestion) return;
      suggestion.hidden = !this.decision;
      this.seen ||= Boolean(this.decision);
    }

    words(draft, kind, missing) {
      if (kind === "open") return this.isNow ? "Open" : "Optional";
      if (kind === "incomplete" && missing === 1 && this.uncited(draft)) return "This answer does not count yet: it cites no document.";
      if (kind === "incomplete") return `Incomplete: ${count(missing, "thing is", "things are")} missing`;
      return this.fresh(draft) ? "Answered, not saved" : "Answered and saved";
    }

    report(problems) {
      for (const place of this.form.querySelectorAll(".error")) place.textContent = "";
      for (const control of [...Object.values(this.texts), ...this.rows.flatMap((row) => [row.document, row.place]), this.confirmed]) control.removeAttribute("aria-invalid");
      for (const { control, place, words } of problems) {
        place.textContent = `${place.textContent} ${words}`.trim();
        if (control.matches("textarea, select, input:not([type=radio])")) control.setAttribute("aria-invalid", "true");
      }
    }
  }

  return { Box };
})();
