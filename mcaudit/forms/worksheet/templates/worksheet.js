// The worksheet as a whole: what is left to review, what is shown, and the file that is saved.
(() => {
  const { find, same, count, written, download, readFile, refuse } = Shared;
  const { FORMAT, TEXTS, MOST, MOST_BYTES, nothing, faultOf, refusal } = Decisions;
  const sheet = JSON.parse(document.getElementById("sheet").textContent);
  const known = new Set([...sheet.criteria.map((each) => each.id), ...sheet.others]);
  const select = document.getElementById("show");
  const missing = find("missing");
  const DONE = "You have answered everything that is to review now.";
  const OTHER_TAB = "This worksheet is also open in another tab. The last one that you type in is kept. Close one of them.";

  let history = []; // the decisions of the file as it was opened or saved last; none is ever removed
  let last = null; // the criterion that was worked on last

  const desk = new Shared.Desk(find("desk"), find("message"));
  const boxes = sheet.criteria.map((of) => new Boxes.Box(sheet, of, (box) => work(box)));
  const byId = new Map(boxes.map((each) => [each.id, each]));
  const now = boxes.filter((box) => box.isNow);
  const others = boxes.filter((box) => !box.isNow);
  const those = (kind, among = boxes) => among.filter(({ box }) => box.dataset.kind === kind);
  const say = (words) => desk.say(words);

  const keeper = new Shared.Keeper(`mcaudit-worksheet/1:${sheet.profile.id}:${sheet.profile.sha256}:${sheet.reviewer.id}${(sheet.state ?? sheet.home) === sheet.home ? "" : `:${sheet.state}`}`, () => {
    const drafts = Object.fromEntries(boxes.filter((each) => each.changed).map((each) => [each.id, each.read()]));
    return history.length || Object.keys(drafts).length ? { history, drafts } : null;
  });

  // The decision on a criterion that stands: the last by its day, and of one day the last of the file.
  const standing = (id) =>
    history.filter((each) => each.criterion === id).reduce((one, other) => (one && one.date > other.date ? one : other), null);

  // --- how far it is ----------------------------------------------------------------------------------

  const left = () => now.length - those("answered", now).length;
  const uncited = () => boxes.filter((box) => box.uncited(box.read())).length;
  const notCounted = (number) =>
    number === 1 ? "1 answer does not count yet: it cites no document" : `${number} answers do not count yet: they cite no document`;

  const progress = () => {
    const done = those("answered", now).length;
    const besides = those("answered", others).length;
    const without = uncited();
    const incomplete = those("incomplete").length - without;
    const parts = [`${left()} to review now`, done && `${done} done`, besides && `${besides} optional answered`, without && notCounted(without), incomplete && `${incomplete} incomplete`];
    const words = parts.filter(Boolean).join(" · ");
    const place = find("progress");
    if (place.textContent !== words) place.textContent = words;
    for (const each of document.querySelectorAll("[data-count]")) {
      const here = now.filter((box) => box.box.closest("[data-component]").dataset.component === each.dataset.count);
      each.textContent = `${those("answered", here).length} of ${here.length} done`;
    }
  };

  const SHOWN = {
    all: () => boxes,
    now: () => now,
    open: () => now.filter(({ box }) => box.dataset.kind !== "answered"),
    optional: () => boxes.filter((box) => box.place === "optional"),
    provider: () => boxes.filter((box) => box.place === "provider"),
    answered: () => those("answered"),
    incomplete: () => those("incomplete"),
  };

  const filter = (wanted) => {
    select.value = wanted;
    const shows = new Set(SHOWN[wanted]());
    for (const box of boxes) box.box.hidden = !shows.has(box);
    for (const part of document.querySelectorAll("[data-for-provider]")) {
      part.hidden = !part.querySelector("[data-criterion]:not([hidden])");
      part.open ||= ["answered", "incomplete"].includes(wanted) && !part.hidden;
    }
    for (const group of document.querySelectorAll("[data-subcomponent], [data-component]")) group.hidden = !group.querySelector("[data-criterion]:not([hidden])");
    return shows.size;
  };

  const show = (wanted) => {
    const size = filter(wanted);
    say(wanted === "all" ? "All criteria are shown." : `${count(size, "criterion is", "criteria are")} shown: ${select.selectedOptions[0].text.toLowerCase()}.`);
  };

  const unfold = (element) => {
    for (let part = element.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
  };

  const goTo = (control) => {
    if (control.closest("[data-component]")?.hidden || control.closest("[data-criterion]")?.hidden) show("all");
    unfold(control);
    control.focus({ preventScroll: true });
    control.scrollIntoView({ block: "center" });
  };

  const next = () => {
    const from = last ? boxes.indexOf(last) : -1;
    const after = [...boxes.slice(from + 1), ...boxes.slice(0, from + 1)];
    const found = after.find((box) => box.isNow && box.box.dataset.kind !== "answered");
    if (!found) return say(DONE);
    last = found;
    say("");
    if (found.box.hidden) filter("now");
    document.getElementById(`title-${found.id}`).focus({ preventScroll: true });
    return found.box.scrollIntoView({ block: "start" });
  };

  // --- what the browser keeps -------------------------------------------------------------------------

  const nameKeeping = () => {
    find("kept").textContent = keeper.keeps
      ? "This browser keeps what you type on this page until you remove it. It is not sent anywhere."
      : "This browser does not keep what you type: save often, and open the file to continue.";
    find("kept").classList.toggle("notice", !keeper.keeps);
    find("keeping").open ||= !keeper.keeps;
    find("forget").hidden = !keeper.keeps;
  };
  keeper.onFailure = nameKeeping;

  function work(box) {
    last = box;
    box.fit();
    progress();
    if (!["", OTHER_TAB].includes(desk.words)) say("");
    keeper.soon();
  }

  const isDraft = (draft) => {
    const texts = [draft.answer, ...TEXTS.map((name) => draft[name]), ...draft.citations.flatMap((each) => [each.document, each.place])];
    return texts.every((text) => typeof text === "string");
  };

  const restore = () => {
    const kept = keeper.kept();
    if (!kept || !Array.isArray(kept.history) || kept.history.some((each) => faultOf(each, known))) return;
    history = kept.history;
    for (const box of boxes) box.settle(standing(box.id));
    for (const [id, draft] of Object.entries(kept.drafts ?? {})) {
      if (byId.has(id) && isDraft({ ...nothing(), ...draft })) byId.get(id).restore(draft);
    }
  };

  const forget = () => {
    if (!confirm("Remove all your work on this page from this browser? Files that you saved stay.")) return;
    history = [];
    for (const box of boxes) box.settle(null);
    keeper.keep();
    missing.hidden = true;
    refuse(document.getElementById("load"), find("load-error"), "");
    filter(now.length ? "now" : "all");
    progress();
    say("Your work was removed from this browser.");
  };

  // --- files ------------------------------------------------------------------------------------------

  const load = async (input) => {
    const { data, why } = await readFile(input.files[0], MOST_BYTES, (given) => refusal(given, sheet, known));
    input.value = "";
    refuse(input, find("load-error"), why);
    if (why) return;
    const typed = boxes.filter((each) => each.changed).length;
    // What this browser has and the file lacks, or has less often, is kept behind it: no decision is ever removed, and
    // a reviewer who returned to an earlier answer gave it twice.
    const rest = [...data.decisions];
    const besides = history.filter((mine) => {
      const at = rest.findIndex((theirs) => same(mine, theirs));
      if (at !== -1) rest.splice(at, 1);
      return at === -1;
    });
    history = [...data.decisions, ...besides];
    for (const box of boxes) box.settle(standing(box.id), true);
    keeper.keep();
    progress();
    say(`Opened ${count(data.decisions.length, "decision", "decisions")}.${typed ? ` What you typed and did not save on ${count(typed, "criterion", "criteria")} is kept.` : ""}`);
  };

  const write = () => {
    const fresh = new Map(those("answered").map((each) => [each, each.fresh(each.read())]).filter(([, decision]) => decision));
    const decisions = [...history, ...fresh.values()];
    if (!decisions.length) return say("There is nothing to save yet: no criterion has a complete answer.");
    const name = `${sheet.profile.id}--${sheet.reviewer.id}.json`;
    const { edition, state, reviewer } = sheet;
    const text = written({ format: FORMAT, edition, profile: sheet.profile.id, state, reviewer, decisions });
    if (new Blob([text]).size > MOST_BYTES || decisions.length > MOST) {
      return say("The file would be larger than mcaudit reads. Shorten your texts, and save again. Nothing was saved.");
    }
    download(name, text);
    history = decisions;
    for (const box of fresh.keys()) box.settle(standing(box.id));
    keeper.keep();
    progress();
    return say(savedWords(name));
  };

  const savedWords = (name) => {
    const incomplete = those("incomplete").length;
    const parts = [`Saved as ${name}, in your downloads.`, left() ? `${left()} still to review.` : DONE, incomplete && `Incomplete and left out: ${incomplete}.`];
    return parts.filter(Boolean).join(" ");
  };

  const missingItem = (box, { control, words }) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `#${control.id}`;
    link.textContent = `${box.id}: ${words}`;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      goTo(control);
    });
    item.append(link);
    if (box.decision && !box.uncited(box.saved)) item.append(" Until then, your earlier saved answer stands.");
    return item;
  };

  const listMissing = (incomplete, complete) => {
    const list = find("missing-list");
    list.replaceChildren();
    for (const box of incomplete) {
      box.checked = true;
      box.fit();
      list.append(...box.problems(box.read()).map((problem) => missingItem(box, problem)));
    }
    find("missing-message").textContent = `${count(incomplete.length, "answer lacks", "answers lack")} something. Complete what you can now, or save the others without ${incomplete.length === 1 ? "it" : "them"}. What you typed stays on this page.`;
    find("save-complete").textContent = `Save the ${count(complete, "complete decision", "complete decisions")}`;
    find("save-complete").hidden = !complete;
    missing.hidden = false;
    missing.focus({ preventScroll: true });
    missing.scrollIntoView({ block: "start" });
  };

  const save = () => {
    const incomplete = those("incomplete");
    missing.hidden = true;
    if (!incomplete.length) return write();
    say("");
    return listMissing(incomplete, those("answered").length);
  };

  // --- the page comes alive ---------------------------------------------------------------------------

  const listen = () => {
    for (const box of boxes) {
      box.form.addEventListener("focusin", () => {
        last = box;
      });
    }
    document.getElementById("load").addEventListener("change", ({ target }) => target.files.length && load(target));
    select.addEventListener("change", () => show(select.value));
    find("tools").addEventListener("submit", (event) => event.preventDefault());
    find("forget").addEventListener("click", forget);
    find("next").addEventListener("click", next);
    find("save").addEventListener("click", save);
    find("save-complete").addEventListener("click", () => {
      missing.hidden = true;
      write();
      desk.message.focus({ preventScroll: true });
    });
    addEventListener("hashchange", () => {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!target) return;
      unfold(target);
      if (target.closest("[hidden]")) {
        show("all");
        target.scrollIntoView();
      }
    });
    keeper.watch(() => boxes.some((each) => each.changed), () => say(OTHER_TAB));
  };

  listen();
  restore();
  nameKeeping();
  progress();
  filter(now.length ? "now" : "all");
  find("lacking").hidden = true;
  find("tools").hidden = false;
  desk.bar.hidden = false;
  // On a narrow screen the evidence comes before the criteria: it opens on request, so that the question is in view.
  if (matchMedia("(max-width: 62rem)").matches) for (const part of document.querySelectorAll("[data-answer]")) part.open = false;
  Shared.reachable(document.querySelectorAll("[data-answer]"));
})();
