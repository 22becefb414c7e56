// Keeps what somebody settles, says what is missing, and saves what is complete as a file of settlements.
(() => {
  const { find, blank, length, wellFormed, isObject, count, today, written, download, readFile, refuse, same } = Shared;
  const sheet = JSON.parse(document.getElementById("sheet").textContent);
  const FORMAT = "mcaudit-decisions/1";
  const MOST_BYTES = 2 * 1024 * 1024;
  const LONGEST = 10000; // characters of a reason
  const OTHER_TAB = "This page is also open in another tab. The last one that you type in is kept. Close one of them.";
  const desk = new Shared.Desk(find("desk"), find("message"));

  // One disagreement: what is chosen, and why.
  const disputes = Object.entries(sheet.disputes).map(([id, entry]) => {
    const box = document.querySelector(`[data-dispute="${id}"]`);
    return { id, entry, box, form: find("form", box), radios: [...box.querySelectorAll("input[type=radio]")], why: document.getElementById(`why-${id}`), checked: false };
  });
  const read = ({ radios, why }) => ({ answer: radios.find((radio) => radio.checked)?.value ?? "", why: wellFormed(why.value) });
  const write = ({ radios, why }, draft) => {
    for (const radio of radios) radio.checked = radio.value === draft.answer;
    why.value = draft.why;
  };
  const untouched = { answer: "", why: "" };
  let saved = {}; // the drafts by criterion as they were saved or opened last

  const problems = (dispute) => {
    const { answer, why } = read(dispute);
    const found = [];
    if (!answer) found.push([dispute.radios[0], "answer", "Choose what holds."]);
    if (blank(why)) found.push([dispute.why, "why", "Say why, in a sentence that the provider can follow."]);
    else if (length(why) > LONGEST) found.push([dispute.why, "why", `Shorten this: the limit is ${LONGEST.toLocaleString("en")} characters.`]);
    return found;
  };
  const kind = (dispute) => (same(read(dispute), untouched) ? "open" : problems(dispute).length ? "incomplete" : "settled");
  const those = (wanted) => disputes.filter((each) => kind(each) === wanted);
  const unsaved = () => disputes.some((each) => !same(read(each), saved[each.id] ?? untouched));

  const report = (dispute) => {
    for (const name of ["answer", "why"]) document.getElementById(`error-${name}-${dispute.id}`).textContent = "";
    dispute.why.removeAttribute("aria-invalid");
    for (const [control, name, words] of problems(dispute)) {
      document.getElementById(`error-${name}-${dispute.id}`).textContent = words;
      if (name === "why") control.setAttribute("aria-invalid", "true");
    }
  };

  const progress = () => {
    const [open, incomplete] = [those("open").length, those("incomplete").length];
    const parts = [`${open + incomplete} to settle`, `${disputes.length - open - incomplete} done`, incomplete && `${incomplete} incomplete`];
    find("progress").textContent = parts.filter(Boolean).join(" · ");
  };

  const keeper = new Shared.Keeper(`mcaudit-settling/1:${sheet.profile}:${JSON.stringify(Object.values(sheet.disputes).map((each) => [each.between, each.by]))}`, () => {
    const drafts = Object.fromEntries(disputes.filter((each) => kind(each) !== "open").map((each) => [each.id, read(each)]));
    return Object.keys(drafts).length ? drafts : null;
  });
  const nameKeeping = () => {
    find("kept").textContent = keeper.keeps
      ? "This browser keeps what you type on this page until you remove it. It is not sent anywhere."
      : "This browser does not keep what you type: save often, and open the file to continue.";
  };
  keeper.onFailure = nameKeeping;

  const work = (dispute) => {
    if (dispute.checked) report(dispute);
    progress();
    if (!["", OTHER_TAB].includes(desk.words)) desk.say("");
    keeper.soon();
  };

  const next = () => {
    const found = disputes.find((each) => kind(each) !== "settled");
    if (!found) return desk.say("You have settled every disagreement.");
    desk.say("");
    document.getElementById(`title-${found.id}`).focus({ preventScroll: true });
    return found.box.scrollIntoView({ block: "start" });
  };

  const save = () => {
    const [incomplete] = those("incomplete");
    if (incomplete) {
      incomplete.checked = true;
      report(incomplete);
      const [[control, , words]] = problems(incomplete);
      control.focus({ preventScroll: true });
      control.scrollIntoView({ block: "center" });
      return desk.say(`${incomplete.id} is not complete: ${words} Nothing was saved.`);
    }
    const settled = those("settled");
    if (!settled.length) return desk.say("There is nothing to save yet.");
    const settlements = settled.map((each) => {
      const { answer, why } = read(each);
      return { criterion: each.id, answer, ...each.entry, why, date: today() };
    });
    const name = `${sheet.profile}--settlements.json`;
    download(name, written({ format: FORMAT, edition: sheet.edition, profile: sheet.profile, settlements }));
    saved = Object.fromEntries(settled.map((each) => [each.id, read(each)]));
    keeper.keep();
    const left = disputes.length - settled.length;
    return desk.say(`Saved as ${name}, in your downloads.${left ? ` ${left} still to settle.` : ""}`);
  };

  const refusal = (given) => {
    if (!isObject(given) || given.format !== FORMAT || !Array.isArray(given.settlements)) return "it is not a file of settlements.";
    if (given.edition !== sheet.edition) return "its settlements are on another edition of the criteria.";
    if (given.profile !== sheet.profile) return "its settlements are on another profile.";
    const whole = given.settlements.every((each) => isObject(each) && typeof each.answer === "string" && typeof each.why === "string");
    return whole ? "" : "a settlement in it is not complete.";
  };

  const load = async (input) => {
    const { data, why } = await readFile(input.files[0], MOST_BYTES, refusal);
    input.value = "";
    refuse(input, find("load-error"), why);
    if (why) return;
    const taken = disputes.filter((dispute) => {
      const mine = data.settlements.filter((each) => each.criterion === dispute.id && same(each.between, dispute.entry.between)).at(-1);
      if (!mine) return false;
      saved[dispute.id] = { answer: mine.answer, why: mine.why };
      write(dispute, saved[dispute.id]);
      return true;
    });
    keeper.keep();
    progress();
    desk.say(`Opened ${count(taken.length, "settlement", "settlements")}.`);
  };

  const forget = () => {
    if (!confirm("Remove all your work on this page from this browser? Files that you saved stay.")) return;
    for (const dispute of disputes) write(dispute, untouched);
    saved = {};
    keeper.keep();
    progress();
    desk.say("Your work was removed from this browser.");
  };

  const kept = keeper.kept();
  for (const dispute of disputes) {
    const draft = isObject(kept) ? kept[dispute.id] : null;
    if (isObject(draft) && typeof draft.answer === "string" && typeof draft.why === "string") write(dispute, draft);
    dispute.form.addEventListener("submit", (event) => event.preventDefault());
    for (const happening of ["input", "change"]) dispute.form.addEventListener(happening, () => work(dispute));
    dispute.form.hidden = false;
  }
  document.getElementById("load").addEventListener("change", ({ target }) => target.files.length && load(target));
  find("tools").addEventListener("submit", (event) => event.preventDefault());
  find("forget").addEventListener("click", forget);
  find("next").addEventListener("click", next);
  find("save").addEventListener("click", save);
  keeper.watch(unsaved, () => desk.say(OTHER_TAB));
  nameKeeping();
  progress();
  find("lacking").hidden = true;
  find("tools").hidden = false;
  desk.bar.hidden = false;
})();
