// The form of a profile: it keeps what is typed, says what is not addressed yet, and saves one file.
(() => {
  const { find, count, isObject, Keeper, Desk } = Shared;
  const { Control, CITATION, el, asked, renew } = Controls;
  const sheet = JSON.parse(document.getElementById("sheet").textContent);
  const FORMAT = "mcaudit-intake/1";
  const PROFILE = "mcaudit-profile/1";
  const MOST_BYTES = 2 * 1024 * 1024;
  const MOST_CRITERIA = 6;
  const MOST_NAMED = 3; // of what a saved form lacks
  const missingIn = Addressed.of(sheet);
  const lackingIn = Complete.of(sheet);
  const criteria = new Map(sheet.criteria.map((each) => [each.id, each]));
  const groupOf = new Map(Object.entries(sheet.groups).flatMap(([group, members]) => members.map((name) => [name, group])));
  const answers = new Map(sheet.answers.map((each) => [each.id, each]));
  const homes = new WeakMap(); // the question under which a statement was begun

  let profile = sheet.profile;
  let saved = JSON.stringify(profile);

  // --- places in the profile

  const place = (...steps) => ({
    at: (step) => place(...steps, step),
    get: () => steps.reduce((found, step) => (found === null || typeof found !== "object" ? undefined : found[step]), profile),
    set(value) {
      let holder = profile;
      steps.slice(0, -1).forEach((step, at) => {
        if (holder[step] === null || typeof holder[step] !== "object") holder[step] = typeof steps[at + 1] === "number" ? [] : {};
        holder = holder[step];
      });
      holder[steps.at(-1)] = value;
    },
    clear() {
      const parent = place(...steps.slice(0, -1));
      const holder = steps.length > 1 ? parent.get() : profile;
      if (holder === undefined || holder === null) return;
      delete holder[steps.at(-1)];
      // A group in which nothing is left goes as well; an entry of a list stays until it is removed.
      const isEntry = typeof steps.at(-2) === "number" || ["organizations", "dossier"].includes(steps.at(-3));
      if (steps.length > 1 && !isEntry && !Object.keys(holder).length) parent.clear();
    },
    remove() {
      const parent = place(...steps.slice(0, -1));
      const holder = parent.get();
      if (Array.isArray(holder)) holder.splice(steps.at(-1), 1);
      else delete holder[steps.at(-1)];
      if (!Object.keys(holder).length) parent.clear();
    },
  });

  const names = (kind) => {
    const listed = profile[kind === "document" ? "dossier" : "organizations"];
    if (!isObject(listed)) return [];
    return Object.entries(listed).map(([short, entry]) => [short, entry?.title ?? entry?.name ?? short]);
  };

  // Change a short name of an entry and wherever it stands, in its place among the others.
  const rename = (before, after) => {
    for (const key of ["organizations", "dossier"]) {
      if (!isObject(profile[key]) || !Object.hasOwn(profile[key], before)) continue;
      profile[key] = Object.fromEntries(Object.entries(profile[key]).map(([short, entry]) => [short === before ? after : short, entry]));
    }
    const follow = (value) => {
      for (const [key, each] of Object.entries(value)) {
        if (each === before) value[key] = after;
        else if (typeof each === "object" && each !== null) follow(each);
      }
    };
    follow(profile);
  };

  // --- what is not addressed

  const desk = new Desk(find("desk"), find("message"));
  const required = (ids) => {
    const counted = new Set(ids.filter((id) => criteria.get(id).required).map((id) => groupOf.get(id) ?? id));
    return [...counted].filter((id) => !sheet.groups[id] || sheet.groups[id].every((member) => ids.includes(member)));
  };
  const words = (id) => (sheet.groups[id] ? `any one of ${sheet.groups[id].join(", ")}` : `${id} ${criteria.get(id).title}`);

  const fit = () => {
    renew();
    const { open, skipped } = missingIn(profile);
    const needed = required(open);
    const list = find("open-list");
    list.replaceChildren();
    for (const answer of sheet.answers) {
      const here = needed.filter((id) => (sheet.groups[id] ? criteria.get(sheet.groups[id][0]) : criteria.get(id)).sub === answer.id);
      const desired = open.filter((id) => criteria.get(id).sub === answer.id && !criteria.get(id).required);
      const isSkipped = sheet.answers.some(({ skip }) => skip?.answers.includes(answer.id) && skip.criteria.every((id) => skipped.includes(id)));
      const box = document.getElementById(answer.id);
      find("skipped", box).hidden = !isSkipped;
      find("missing", box).textContent = isSkipped ? "" : here.length ? `Not addressed yet: ${here.map(words).join("; ")}.` : `Addressed.${desired.length ? ` Optional: ${desired.map(words).join("; ")}.` : ""}`;
      if (here.length) list.append(el("li", {}, el("a", { href: `#${answer.id}` }, `${answer.id} ${answer.title}`), `: ${here.map(words).join("; ")}`));
    }
    const progress = needed.length ? `${count(needed.length, "requirement is", "requirements are")} not addressed yet` : "Every requirement is addressed";
    if (find("progress").textContent !== progress) find("progress").textContent = progress;
    find("open").hidden = !needed.length;
  };

  const keeper = new Keeper(`${FORMAT}:${sheet.edition}:${sheet.profile.id}`, () => (JSON.stringify(profile) === saved ? null : profile));
  let fitting = 0;
  const changed = () => {
    if (desk.words) desk.say("");
    clearTimeout(fitting);
    fitting = setTimeout(fit, 150);
    keeper.soon();
  };
  const tools = { names, rename, changed };

  // --- statements

  const membersOf = (about) => [about ?? []].flat().flatMap((id) => sheet.groups[id] ?? [id]);
  const homeOf = (statement) => homes.get(statement) ?? criteria.get(membersOf(statement.about)[0])?.sub ?? sheet.answers[0].id;
  const cost = (about) => {
    const number = membersOf(about).length;
    if (!number) return "Tick at least one criterion that this is about.";
    const read = `A reviewer will read this for ${count(number, "criterion", "criteria")}.`;
    return number > MOST_CRITERIA ? `${read} ${MOST_CRITERIA} are the most: split it.` : read;
  };

  const ticks = (statement, sub) => {
    const price = el("p", { class: "cost", role: "status" }, cost(statement.about));
    const box = el("fieldset", { class: "boxes" }, el("legend", {}, "It is about"));
    const put = (about) => {
      statement.about = about;
      price.textContent = cost(about);
      changed();
    };
    const offered = sheet.criteria.filter((each) => each.sub === sub);
    const id = `s${Math.random().toString(36).slice(2)}`;
    for (const each of offered) {
      const tick = el("input", { type: "checkbox", id: `${id}-${each.id}` });
      tick.checked = membersOf(statement.about).includes(each.id);
      tick.addEventListener("change", () => {
        const others = membersOf(statement.about).filter((name) => name !== each.id);
        put(tick.checked ? [...others, each.id] : others);
      });
      box.append(el("span", { class: "box" }, tick, el("label", { for: `${id}-${each.id}` }, `${each.id} ${each.title}`)));
    }
    const others = el("input", { type: "text", id: `${id}-others`, "aria-describedby": `${id}-wrong` });
    const wrong = el("p", { class: "error", id: `${id}-wrong` });
    const own = offered.map((each) => each.id);
    others.value = membersOf(statement.about).filter((name) => !own.includes(name)).join(", ");
    others.addEventListener("input", () => {
      const typed = others.value.toUpperCase().replaceAll("-ANY", "-any").split(/[\s,;]+/).filter(Boolean);
      const unknown = typed.filter((name) => !criteria.has(name) && !sheet.groups[name]);
      wrong.textContent = unknown.length ? `Not a criterion: ${unknown.join(", ")}.` : "";
      put([...new Set([...membersOf(statement.about).filter((name) => own.includes(name)), ...typed.filter((name) => !unknown.includes(name))])]);
    });
    box.append(el("p", { class: "others" }, el("label", { for: others.id }, "Criteria of other questions"), " ", others), wrong, price);
    return box;
  };

  const statementBox = (statement, index, sub, show) => {
    const own = (key) => ({
      at: (step) => ({ get: () => held(key)[step], set: (value) => { statement[key] = { ...held(key), [step]: value }; }, clear: () => { delete statement[key]?.[step]; } }),
      get: () => statement[key],
      set: (value) => { statement[key] = value; },
      clear: () => { statement[key] = ""; },
    });
    const held = (key) => (isObject(statement[key]) ? statement[key] : { document: statement[key] }); // a profile may name the document alone
    const text = { ...top("statements").fields.find(({ key }) => key === "text"), title: "What the document says", hint: "In your own words, a sentence or more." };
    const box = el("fieldset", { class: "entry" }, el("legend", {}, `Statement ${index + 1} on ${sub}`));
    box.append(new Control(text, { ...own("text"), get: () => statement.text || undefined }, tools).node(), ticks(statement, sub));
    for (const field of CITATION) box.append(new Control(field, own("citation").at(field.key), tools).node());
    const remove = el("button", { type: "button", "aria-label": `Remove statement ${index + 1} on ${sub}` }, "Remove");
    remove.addEventListener("click", () => {
      profile.statements.splice(profile.statements.indexOf(statement), 1);
      if (!profile.statements.length) delete profile.statements;
      changed();
      show();
    });
    box.append(el("p", {}, remove));
    return el("li", {}, box);
  };

  const statements = (sub) => {
    const list = el("ol", { class: "entries" });
    const add = el("button", { type: "button" }, `Add a statement on ${sub}`);
    const show = () => {
      const own = (profile.statements ?? []).filter((each) => isObject(each) && homeOf(each) === sub);
      list.replaceChildren(...own.map((each, index) => statementBox(each, index, sub, show)));
    };
    add.addEventListener("click", () => {
      const fresh = { about: [], text: "", citation: {} };
      homes.set(fresh, sub);
      profile.statements = [...(profile.statements ?? []), fresh];
      show();
      changed();
      list.lastElementChild.querySelector("textarea").focus();
    });
    show();
    return [list, el("p", {}, add)];
  };

  // --- the page

  const top = (key) => sheet.fields.find((field) => field.key === key);
  // The fields of a group, or the one field of its own, that a path such as developers/developer leads to.
  const controls = (path) => {
    const steps = path.split("/");
    const field = steps.slice(1).reduce((found, step) => found.fields.find((each) => each.key === step), top(steps[0]));
    const inner = field.kind === "group" ? field.fields.filter(asked).map((each) => [each, ...steps, each.key]) : [[field, ...steps]];
    return inner.map(([each, ...at]) => new Control(each, place(...at), tools).node());
  };
  const facts = (box) => {
    if (!box.open || box.dataset.built) return;
    box.dataset.built = "yes";
    find("fields", box).replaceChildren(...box.dataset.facts.split(" ").flatMap(controls));
  };

  const build = () => {
    for (const box of document.querySelectorAll("[data-field]")) box.replaceChildren(new Control(top(box.dataset.field), place(box.dataset.field), tools).node());
    for (const box of document.querySelectorAll("[data-statements]")) box.replaceChildren(...statements(box.dataset.statements));
    for (const box of document.querySelectorAll("[data-facts]")) {
      delete box.dataset.built;
      facts(box);
    }
    fit();
  };

  // --- files

  const unfit = (given) => {
    if (given.id !== sheet.profile.id) return `it describes another micro-credential, “${given.title ?? given.id}” (${given.id}). Open it in the form that was made for it.`;
    return given.statements === undefined || (Array.isArray(given.statements) && given.statements.every(isObject)) ? "" : "its statements are not a list. Have mcaudit check the profile.";
  };

  const refusal = (given) => {
    if (isObject(given) && given.format === PROFILE) return unfit(given);
    if (!isObject(given) || given.format !== FORMAT || !isObject(given.profile)) return "it is neither a file that this form saved, nor a profile.";
    return given.edition === sheet.edition ? unfit(given.profile) : "it is about another edition of the criteria.";
  };

  const load = async (input) => {
    const { data, why } = await Shared.readFile(input.files[0], MOST_BYTES, refusal, (text) => (text.trimStart().startsWith("{") ? JSON.parse(text) : Yaml.read(text)));
    input.value = "";
    Shared.refuse(input, find("load-error"), why);
    if (why) return;
    if (JSON.stringify(profile) !== saved && !confirm("What you typed and did not save is replaced by the file. Go on?")) return;
    profile = data.format === PROFILE ? data : data.profile;
    saved = JSON.stringify(profile);
    keeper.keep();
    build();
    desk.say("Opened the file. What it says is in the form. Saving writes a new file, and leaves this one as it is.");
  };

  const whole = () => {
    const found = lackingIn(profile);
    const more = found.length > MOST_NAMED ? `; and ${found.length - MOST_NAMED} more` : "";
    if (found.length) return `It cannot be read yet: ${found.slice(0, MOST_NAMED).join("; ")}${more}. Fill in what is missing, or remove the entry, and save again.`;
    const who = profile.submitted_by ? "" : "It does not say who submits it, so audits will call it a reading of public pages: see “Who submits this”. ";
    return `${who}Send it to the agency.`;
  };

  const save = () => {
    const text = Shared.written({ format: FORMAT, edition: sheet.edition, profile });
    if (new Blob([text]).size > MOST_BYTES) return desk.say("The file would be larger than mcaudit reads: shorten your texts. Nothing was saved.");
    const name = `${profile.id}.json`;
    Shared.download(name, text);
    saved = JSON.stringify(profile);
    keeper.keep();
    return desk.say(`Saved as ${name}, among your downloads. ${whole()}`);
  };

  const nameKeeping = () => {
    find("kept").textContent = keeper.keeps
      ? "This browser keeps what you type on this page until you save or remove it. It is sent nowhere."
      : "This browser keeps nothing of this page: save often, and open the file to go on.";
    find("forget").hidden = !keeper.keeps;
  };

  const kept = keeper.kept();
  if (isObject(kept) && kept.format === PROFILE) profile = kept;
  keeper.onFailure = nameKeeping;
  keeper.watch(() => JSON.stringify(profile) !== saved, () => desk.say("This form is open in another tab as well, and what is typed last is kept. Close one of them."));
  for (const box of document.querySelectorAll("[data-facts]")) box.addEventListener("toggle", () => facts(box));
  document.getElementById("load").addEventListener("change", ({ target }) => target.files.length && load(target));
  find("save").addEventListener("click", save);
  find("show-open").addEventListener("click", () => {
    find("open").open = true;
  });
  find("tools").addEventListener("submit", (event) => event.preventDefault());
  find("forget").addEventListener("click", () => {
    if (!confirm("Remove all that you typed on this page from this browser? Files that you saved stay.")) return;
    profile = JSON.parse(JSON.stringify(sheet.profile));
    saved = JSON.stringify(profile);
    keeper.keep();
    build();
    desk.say("What you typed was removed from this browser.");
  });
  build();
  nameKeeping();
  find("lacking").hidden = true;
  for (const part of document.querySelectorAll("[data-alive]")) part.hidden = false;
})();
