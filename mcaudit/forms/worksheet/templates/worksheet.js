"use strict";
// Keeps what a reviewer decides, tells what is missing, and saves what is complete as a file of decisions.
(() => {
  const sheet = JSON.parse(document.getElementById("sheet").textContent);
  const FORMAT = "mcaudit-decisions/1";
  const KEY = `mcaudit-worksheet/1:${sheet.profile.id}:${sheet.profile.sha256}:${sheet.reviewer.id}`;
  const ANSWERS = ["met", "partly_met", "not_met", "not_applicable", "cannot_tell", "checked"];
  const MADE_ON = ["meaning", "state", "setting", "fields"]; // what pins say beside the documents
  const TEXTS = ["rationale", "would_satisfy", "comment"];
  const LONGEST = 10000; // characters of a text
  const MOST_CITATIONS = 100;
  const MOST_DECISIONS = 2000;
  const MOST_BYTES = 2 * 1024 * 1024; // of a file of decisions
  const PAUSE = 250; // milliseconds of rest before what is typed is kept
  const DONE = "Every criterion that needs a reviewer is judged.";
  const OTHER_TAB = "This worksheet is open in another tab as well, and what is typed last is kept. Close one of them.";

  const find = (name, within = document) => within.querySelector(`[data-${name}]`);
  const known = new Set([...sheet.criteria.map((each) => each.id), ...sheet.others]);
  const documents = Object.keys(sheet.documents);
  const needsReason = (answer) => answer && answer !== "met" && answer !== "checked";
  const short = (answer) => answer === "partly_met" || answer === "not_met";
  const blank = (text) => !/[^\s\x1c-\x1f\x85]/.test(text);
  const length = (text) => [...text].length;
  const wellFormed = (text) => text.replace(/\p{Surrogate}/gu, "\ufffd");
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const count = (number, one, many) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

  let history = []; // the decisions of the file as it was loaded or saved last, none ever taken away
  let keeps = true; // whether this browser keeps what is typed
  let last = null; // the criterion that was worked on last

  // --- decisions and drafts -------------------------------------------------------------------------

  const nothing = () => ({ answer: "", rationale: "", would_satisfy: "", citations: [], comment: "", confirmed: false });

  // What the form shows of a decision, with line ends as a browser has them.
  const draftOf = (decision) => {
    const text = (name) => (decision[name] ?? "").replace(/\r\n?/g, "\n");
    return {
      answer: decision.answer,
      rationale: text("rationale"),
      would_satisfy: text("would_satisfy"),
      citations: (decision.citations ?? []).map((each) => ({ document: each.document, place: each.place })),
      comment: text("comment"),
      confirmed: false,
    };
  };

  // What a draft says, without its day and its pins: what stands hidden or empty says nothing.
  const saidIn = (draft) => {
    const said = { answer: draft.answer };
    if (!blank(draft.rationale)) said.rationale = draft.rationale;
    if (short(draft.answer) && !blank(draft.would_satisfy)) said.would_satisfy = draft.would_satisfy;
    if (draft.citations.length) said.citations = draft.citations;
    return { said, comment: blank(draft.comment) ? {} : { comment: draft.comment } };
  };

  // The decision on a criterion as it stands: the last by its day, and of one day the last of the file.
  const standing = (id) =>
    history.filter((each) => each.criterion === id).reduce((one, other) => (one && one.date > other.date ? one : other), null);

  const today = () => {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return `${String(now.getFullYear()).padStart(4, "0")}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };

  // --- the form of a criterion ----------------------------------------------------------------------

  class Judging {
    constructor(of) {
      this.of = of;
      this.id = of.id;
      this.box = document.getElementById(of.id);
      this.waits = this.box.dataset.waits === "yes"; // for a reviewer; the others need not be judged
      this.form = find("form", this.box);
      this.radios = [...this.form.querySelectorAll("input[type=radio]")];
      this.texts = Object.fromEntries(TEXTS.map((name) => [name, document.getElementById(`${name}-${of.id}`)]));
      this.confirmed = document.getElementById(`confirmed-${of.id}`);
      this.list = find("citations", this.form);
      this.checked = false; // whether what is missing has been told, and is to be told anew as it is mended
      this.made = 0;
      this.settle(null);
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

    // Take what stands in the file as what is saved; what was typed since stays, where anything was.
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
      return this.madeOnAnother(pins) || cited.some(([name, pin]) => sheet.documents[name] !== pin);
    }

    // Decisions made before criteria had a meaning are pinned to the criterion's text and to other fields.
    madeOnAnother(pins) {
      if (pins.criterion === undefined) return MADE_ON.some((name) => pins[name] !== this.of.pins[name]);
      const { former } = this.of;
      return !former || !former.criterion.includes(pins.criterion) || pins.fields !== former.fields;
    }

    // Whether what the form says differs from the decision that stands.
    differs(draft) {
      return !same(saidIn(draft), saidIn(this.saved));
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
      if (name && !documents.includes(name)) row.document.add(new Option(`${name} (not in the dossier)`, name));
      row.document.value = name;
      row.place.value = place;
      row.remove.addEventListener("click", () => {
        row.item.remove();
        this.number();
        work(this);
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

    // Each problem: the control to go to, where it is told, and in which words.
    problems(draft) {
      const found = [];
      const told = (name) => document.getElementById(`error-${name}-${this.id}`);
      const text = (name, words) => found.push({ control: this.texts[name], place: told(name), words });
      const { answer } = draft;
      if (!answer) found.push({ control: this.radios[0], place: told("answer"), words: "Choose an answer." });
      if (needsReason(answer) && blank(draft.rationale)) text("rationale", "Say why, in a sentence that the provider can follow.");
      if (short(answer) && blank(draft.would_satisfy)) text("would_satisfy", "Say what would satisfy it.");
      for (const name of TEXTS) {
        if (name === "would_satisfy" && !short(answer)) continue;
        const over = length(draft[name]);
        if (over > LONGEST) text(name, `Shorten this: it has ${count(over, "character", "characters")}, and ${LONGEST.toLocaleString("en")} are the most.`);
      }
      for (const row of this.rows) {
        const tell = (control, words) => found.push({ control, place: row.error, words });
        const [name, place] = [row.document.value, row.place.value];
        if (!name && blank(place)) continue;
        if (!name) tell(row.document, "Choose the document.");
        else if (!documents.includes(name)) tell(row.document, "This document is not in the dossier: choose another, or remove the citation.");
        if (blank(place)) tell(row.place, "Say where in the document: a page, a section, a time.");
        else if (length(place) > LONGEST) tell(row.place, `Shorten the place: ${LONGEST.toLocaleString("en")} characters are the most.`);
      }
      if (this.stale && !this.differs(draft) && !draft.confirmed) {
        found.push({ control: this.confirmed, place: told("confirmed"), words: "Look again, and say that your decision holds, or change it." });
      }
      return found;
    }

    // open, incomplete or judged.
    kind(draft) {
      if (!this.decision && same(draft, nothing())) return "open";
      // A decision of the file that nobody has touched stands as it is, whatever it cites.
      if (this.decision && !this.stale && !this.differs(draft) && draft.answer) return "judged";
      return this.problems(draft).length ? "incomplete" : "judged";
    }

    // The decision that the file does not have yet; null where it has it.
    fresh(draft) {
      if (this.decision && !this.differs(draft) && !(this.stale && draft.confirmed)) return null;
      const { said, comment } = saidIn(draft);
      const cited = new Set([...this.of.pins.documents, ...draft.citations.map((each) => each.document)]);
      const { documents: _, ...pins } = this.of.pins;
      const pinned = documents.filter((name) => cited.has(name));
      if (pinned.length) pins.documents = Object.fromEntries(pinned.map((name) => [name, sheet.documents[name]]));
      // Where the clock has gone back since, the new decision would be taken for the older.
      const day = [today(), this.decision?.date ?? ""].sort().at(-1);
      return { criterion: this.id, ...said, date: day, ...comment, pins };
    }

    // --- how it looks

    fit() {
      const draft = this.read();
      const kind = this.kind(draft);
      const problems = kind === "incomplete" ? this.problems(draft) : [];
      this.box.dataset.kind = kind;
      find("short", this.form).hidden = !short(draft.answer);
      find("uncited", this.form).hidden = !(draft.answer === "met" && this.of.cite && !draft.citations.length);
      find("stale", this.form).hidden = !this.stale;
      find("undo", this.form).hidden = !this.changed;
      find("kind", this.form).textContent = this.words(draft, kind, problems.length);
      this.texts.rationale.required = Boolean(needsReason(draft.answer));
      this.texts.would_satisfy.required = short(draft.answer);
      if (this.checked) this.tell(problems);
    }

    words(draft, kind, missing) {
      if (kind === "open") return this.waits ? "Open" : "Not judged (you can skip this)";
      if (kind === "incomplete") return `Incomplete: ${count(missing, "thing is", "things are")} missing`;
      return this.fresh(draft) ? "Judged, not saved yet" : "Judged and saved";
    }

    tell(problems) {
      for (const place of this.form.querySelectorAll(".error")) place.textContent = "";
      for (const control of [...Object.values(this.texts), ...this.rows.flatMap((row) => [row.document, row.place]), this.confirmed]) control.removeAttribute("aria-invalid");
      for (const { control, place, words } of problems) {
        place.textContent = `${place.textContent} ${words}`.trim();
        if (control.type !== "radio") control.setAttribute("aria-invalid", "true");
      }
    }
  }

  const judgings = sheet.criteria.map((of) => new Judging(of));
  const byId = new Map(judgings.map((each) => [each.id, each]));

  // --- the whole ------------------------------------------------------------------------------------

  const told = find("told");
  const missing = find("missing");
  const desk = find("desk");
  const toReview = judgings.filter((judging) => judging.waits);
  const others = judgings.filter((judging) => !judging.waits);
  const those = (kind, among = judgings) => among.filter(({ box }) => box.dataset.kind === kind);
  const share = (among) => `${those("judged", among).length} of ${among.length}`;

  // Where the desk and what is told stay in the window, nothing is scrolled to.
  const measure = () => {
    for (const [name, { offsetHeight }] of Object.entries({ desk, told })) document.documentElement.style.setProperty(`--${name}`, `${offsetHeight}px`);
  };

  const say = (words) => {
    told.textContent = words;
    measure();
    // It hangs below the desk: where that stands at the foot of the window, there was no room for it.
    const below = Math.ceil(told.getBoundingClientRect().bottom - innerHeight);
    if (below > 0 && desk.getBoundingClientRect().top < innerHeight) scrollBy(0, below);
  };

  const progress = () => {
    const incomplete = those("incomplete").length;
    const words = `Judged: ${share(toReview)} to review, and ${share(others)} others${incomplete ? `; ${incomplete} incomplete` : ""}`;
    const place = find("progress");
    if (place.textContent !== words) place.textContent = words;
    for (const each of document.querySelectorAll("[data-count]")) {
      const here = toReview.filter((judging) => judging.box.closest("[data-component]").dataset.component === each.dataset.count);
      each.textContent = `${share(here)} to review`;
    }
  };

  const show = (wanted) => {
    const select = document.getElementById("show");
    select.value = wanted;
    const shows = new Set(wanted === "all" ? judgings : those(wanted, wanted === "open" ? toReview : judgings));
    for (const judging of judgings) judging.box.hidden = !shows.has(judging);
    for (const part of document.querySelectorAll("[data-not-addressed]")) {
      part.hidden = !part.querySelector("[data-criterion]:not([hidden])");
      part.open ||= wanted !== "all" && !part.hidden;
    }
    for (const group of document.querySelectorAll("[data-subcomponent], [data-component]")) group.hidden = !group.querySelector("[data-criterion]:not([hidden])");
    say(wanted === "all" ? "All criteria are shown." : `${count(shows.size, "criterion is", "criteria are")} shown: ${select.selectedOptions[0].text} at this moment.`);
  };

  const goTo = (control) => {
    if (control.closest("[data-component]")?.hidden || control.closest("[data-criterion]")?.hidden) show("all");
    control.closest("details")?.setAttribute("open", "");
    control.focus({ preventScroll: true });
    control.scrollIntoView({ block: "center" });
  };

  const next = () => {
    const from = last ? judgings.indexOf(last) : -1;
    const after = [...judgings.slice(from + 1), ...judgings.slice(0, from + 1)];
    const found = after.find((judging) => judging.waits && judging.box.dataset.kind !== "judged");
    if (!found) return say(DONE);
    last = found;
    say("");
    const title = document.getElementById(`title-${found.id}`);
    if (found.box.hidden) show("all");
    title.focus({ preventScroll: true });
    return found.box.scrollIntoView({ block: "start" });
  };

  // --- what the browser keeps -----------------------------------------------------------------------

  const nameKeeping = () => {
    find("kept").textContent = keeps
      ? "This browser keeps what you type on this page, until you remove it. It is sent nowhere."
      : "This browser keeps nothing of this page: save often, and load the file to go on.";
    find("kept").classList.toggle("notice", !keeps);
    find("forget").hidden = !keeps;
  };

  const keep = () => {
    if (!keeps) return;
    const drafts = Object.fromEntries(judgings.filter((each) => each.changed).map((each) => [each.id, each.read()]));
    try {
      if (history.length || Object.keys(drafts).length) localStorage.setItem(KEY, JSON.stringify({ history, drafts }));
      else localStorage.removeItem(KEY);
    } catch {
      keeps = false;
      nameKeeping();
    }
  };

  let waiting = 0;
  const work = (judging) => {
    last = judging;
    judging.fit();
    progress();
    if (!["", OTHER_TAB].includes(told.textContent)) say(""); // what was told is over, but another tab is not
    clearTimeout(waiting);
    waiting = setTimeout(keep, PAUSE);
  };

  const restore = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) ?? "null");
      localStorage.setItem(`${KEY}:tried`, "1");
      localStorage.removeItem(`${KEY}:tried`);
      if (!kept || !Array.isArray(kept.history) || kept.history.some(faultOf)) return;
      history = kept.history;
      for (const judging of judgings) judging.settle(standing(judging.id));
      for (const [id, draft] of Object.entries(kept.drafts ?? {})) {
        const whole = { ...nothing(), ...draft };
        const texts = [whole.answer, ...TEXTS.map((name) => whole[name]), ...whole.citations.flatMap((each) => [each.document, each.place])];
        if (!byId.has(id) || texts.some((text) => typeof text !== "string")) continue;
        byId.get(id).write(whole);
        byId.get(id).fit();
      }
    } catch (error) {
      keeps = error instanceof SyntaxError || error instanceof TypeError; // what was kept is no good, or nothing can be
    }
  };

  const forget = () => {
    if (!confirm("Remove all that you did on this page from this browser? Files that you saved stay.")) return;
    history = [];
    for (const judging of judgings) judging.settle(null);
    keep();
    missing.hidden = true;
    refuse("");
    show("all");
    progress();
    say("Your work was removed from this browser.");
  };

  // --- files ----------------------------------------------------------------------------------------

  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  const only = (value, names) => Object.keys(value).every((name) => names.includes(name));
  const isText = (value) => typeof value === "string" && !blank(value) && length(value) <= LONGEST;
  const isHash = (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
  const isDay = (value) => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
  const isCitation = (value) => isObject(value) && only(value, ["document", "place"]) && /^[a-z][a-z0-9_]*$/.test(value.document) && isText(value.place);
  const isMadeOn = (value) =>
    value.criterion === undefined
      ? only(value, [...MADE_ON, "documents"]) && Number.isInteger(value.meaning) && value.meaning > 0 &&
        (value.state === undefined || isText(value.state)) && (value.setting === undefined || isHash(value.setting))
      : only(value, ["criterion", "fields", "documents"]) && isHash(value.criterion);
  const isPins = (value) =>
    isObject(value) && isMadeOn(value) && isHash(value.fields) &&
    (value.documents === undefined || (isObject(value.documents) && Object.values(value.documents).every(isHash)));

  // What is wrong with a decision that somebody gave; empty where nothing is.
  const faultOf = (value) => {
    if (!isObject(value) || !only(value, ["criterion", "answer", "rationale", "would_satisfy", "citations", "date", "comment", "pins"])) return "it is no decision";
    if (!known.has(value.criterion)) return "its criterion is not one of this edition";
    if (!ANSWERS.includes(value.answer)) return "its answer is not one of the possible ones";
    if (TEXTS.some((name) => value[name] !== undefined && !isText(value[name]))) return "a text in it is empty or too long";
    if (needsReason(value.answer) && value.rationale === undefined) return "it does not say why";
    if (short(value.answer) && value.would_satisfy === undefined) return "it does not say what would satisfy it";
    const { citations = [] } = value;
    if (!Array.isArray(citations) || citations.length > MOST_CITATIONS || !citations.every(isCitation)) return "a citation in it is not whole";
    if (!isDay(value.date)) return "its date is no day";
    return isPins(value.pins) ? "" : "its pins are not as a worksheet writes them";
  };

  // Why a file cannot be loaded here; empty where it can.
  const refusal = (given) => {
    if (!isObject(given) || given.format !== FORMAT) return "this is no file of decisions.";
    if (given.edition !== sheet.edition) return "its decisions are on another edition of the criteria.";
    if (given.profile !== sheet.profile.id) return "its decisions are on another profile.";
    if (!isObject(given.reviewer) || Object.entries(sheet.reviewer).some(([key, value]) => given.reviewer[key] !== value)) return "it is another reviewer’s, and a worksheet shows nobody else’s decisions.";
    if (!Array.isArray(given.decisions) || given.decisions.length > MOST_DECISIONS) return "it holds no list of decisions, or too long a one.";
    const at = given.decisions.findIndex(faultOf);
    return at === -1 ? "" : `decision ${at + 1} of ${given.decisions.length} is not as it should be: ${faultOf(given.decisions[at])}.`;
  };

  const refuse = (why) => {
    const input = document.getElementById("load");
    if (why) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
    find("load-error").textContent = why && `Not loaded: ${why}`;
  };

  const load = async (file) => {
    let why = "";
    let given = null;
    if (file.size > MOST_BYTES) why = "it is larger than any file of decisions.";
    else {
      try {
        given = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()));
        why = refusal(given);
      } catch {
        why = "it is no JSON, or cannot be read. A worksheet saves a file that ends in .json.";
      }
    }
    document.getElementById("load").value = "";
    refuse(why);
    if (why) return;
    const typed = judgings.filter((each) => each.changed).length;
    // What this browser has and the file has not, or has less often, is kept behind it: no decision is ever taken
    // away, and who went back to an earlier answer has said it twice.
    const left = [...given.decisions];
    const besides = history.filter((mine) => {
      const at = left.findIndex((theirs) => same(mine, theirs));
      if (at !== -1) left.splice(at, 1);
      return at === -1;
    });
    history = [...given.decisions, ...besides];
    for (const judging of judgings) judging.settle(standing(judging.id), true);
    keep();
    progress();
    say(`Loaded ${count(given.decisions.length, "decision", "decisions")}.${typed ? ` What you had typed and not saved on ${count(typed, "criterion", "criteria")} is kept.` : ""}`);
  };

  // JSON in which no character stands that a reader of YAML refuses.
  const written = (data) =>
    `${JSON.stringify(data, null, 2).replace(/[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`)}\n`;

  const download = (name, text) => {
    const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.hidden = true;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  };

  const write = () => {
    const fresh = new Map(those("judged").map((each) => [each, each.fresh(each.read())]).filter(([, decision]) => decision));
    const decisions = [...history, ...fresh.values()];
    if (!decisions.length) return say("There is nothing to save yet: no criterion is judged.");
    const name = `${sheet.profile.id}--${sheet.reviewer.id}.json`;
    const { edition, reviewer } = sheet;
    const text = written({ format: FORMAT, edition, profile: sheet.profile.id, reviewer, decisions });
    if (new Blob([text]).size > MOST_BYTES || decisions.length > MOST_DECISIONS) {
      return say("The file would be larger than mcaudit reads: shorten your texts, and save again. Nothing was saved.");
    }
    download(name, text);
    history = decisions;
    for (const judging of fresh.keys()) judging.settle(standing(judging.id));
    keep();
    progress();
    const open = those("open", toReview).length;
    const incomplete = those("incomplete").length;
    return say(
      [
        `Saved as ${name}, among your downloads.`,
        those("judged", toReview).length === toReview.length ? DONE : "",
        open ? `Still open: ${open} to review.` : "",
        incomplete ? `Incomplete and left out: ${incomplete}.` : "",
      ].filter(Boolean).join(" "),
    );
  };

  const listMissing = (incomplete, complete) => {
    const list = find("missing-list");
    list.replaceChildren();
    for (const judging of incomplete) {
      const problems = judging.problems(judging.read());
      judging.checked = true;
      judging.fit();
      for (const { control, words } of problems) {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = `#${control.id}`;
        link.textContent = `${judging.id}: ${words}`;
        link.addEventListener("click", (event) => {
          event.preventDefault();
          goTo(control);
        });
        item.append(link);
        if (judging.decision) item.append(" Until then, what you saved on it earlier stands.");
        list.append(item);
      }
    }
    find("missing-told").textContent = `${count(incomplete.length, "decision lacks", "decisions lack")} something. Complete what you can now, or save the others without ${incomplete.length === 1 ? "it" : "them"}; what you typed stays on this page.`;
    find("save-complete").textContent = `Save the ${count(complete, "complete decision", "complete decisions")}`;
    find("save-complete").hidden = !complete;
    missing.hidden = false;
    missing.focus({ preventScroll: true });
    missing.scrollIntoView({ block: "start" });
  };

  const save = () => {
    const incomplete = those("incomplete");
    missing.hidden = true;
    if (incomplete.length) {
      say("");
      return listMissing(incomplete, those("judged").length);
    }
    return write();
  };

  // --- the page comes alive -------------------------------------------------------------------------

  for (const judging of judgings) {
    const { form } = judging;
    form.addEventListener("submit", (event) => event.preventDefault());
    for (const happening of ["input", "change"]) form.addEventListener(happening, () => work(judging));
    form.addEventListener("focusin", () => {
      last = judging;
    });
    find("add", form)?.addEventListener("click", () => {
      const row = judging.cite({ document: "", place: "" });
      work(judging);
      row.document.focus();
    });
    find("undo", form).addEventListener("click", () => {
      judging.settle(standing(judging.id));
      work(judging);
      judging.radios[0].focus();
    });
    form.hidden = false;
  }

  // A part that scrolls is reached by keyboard; one that does not is no stop.
  const fitting = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollHeight > target.clientHeight + 1) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  for (const answer of document.querySelectorAll("[data-answer]")) fitting.observe(answer);

  document.getElementById("load").addEventListener("change", ({ target }) => target.files.length && load(target.files[0]));
  document.getElementById("show").addEventListener("change", ({ target }) => show(target.value));
  find("tools").addEventListener("submit", (event) => event.preventDefault());
  find("forget").addEventListener("click", forget);
  find("next").addEventListener("click", next);
  find("save").addEventListener("click", save);
  find("save-complete").addEventListener("click", () => {
    missing.hidden = true;
    write();
    told.focus({ preventScroll: true });
  });
  addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    target?.closest("details")?.setAttribute("open", "");
    if (target?.closest("[hidden]")) {
      show("all");
      target.scrollIntoView();
    }
  });
  addEventListener("pagehide", keep);
  addEventListener("storage", ({ key }) => key === KEY && say(OTHER_TAB));
  addEventListener("beforeunload", (event) => {
    keep();
    if (judgings.some((each) => each.changed)) event.preventDefault();
  });
  restore();
  nameKeeping();
  progress();
  find("lacking").hidden = true;
  find("tools").hidden = false;
  desk.hidden = false;
  new ResizeObserver(measure).observe(desk);
})();
