"use strict";
// Finds the criteria that a profile does not address, as mcaudit does: from the places that state each criterion.
const Addressed = (() => {
  const CITING = ["citation", "citations", "conflicts", "not_applicable", "fields"];
  const NAMING = ["title", "name", "id", "citation", "citations"];
  const MOST_CRITERIA = 6; // a text that stands for more states nothing

  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  const listed = (value) => (Array.isArray(value) ? value : [value]);
  const folded = (text) => (text.normalize("NFKC").replace(/\p{Cf}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
  const inside = (value, steps) => steps.reduce((found, step) => (isObject(found) ? found[step] : undefined), value);

  const of = (sheet) => {
    const placeholders = new Set(sheet.placeholders);
    const blank = (text) => !folded(text) || placeholders.has(folded(text));

    // --- a profile in normal form: what says nothing is gone

    const text = (value) => {
      if (value === null || value === undefined) return null;
      if (Array.isArray(value)) return orNull(value.map(text).filter((each) => each !== null));
      if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, text(each)]).filter(([, each]) => each !== null));
      return blank(String(value)) ? null : String(value).trim();
    };
    const orNull = (list) => (list.length ? list : null);
    const choice = (value, { codes }) =>
      orNull(
        listed(value).flatMap((each) => {
          const said = typeof each === "boolean" ? (each ? "yes" : "no") : String(each ?? "").trim();
          return codes.includes(said) ? [said] : blank(said) ? [] : ["other"];
        }),
      );
    const number = (value) => {
      if (Array.isArray(value)) return orNull(value.map(number).filter((each) => each !== null));
      if (isObject(value)) return Object.values(value).some((each) => each !== null) ? value : null;
      return value === null || value === undefined || (typeof value === "string" && blank(value)) ? null : value;
    };
    const list = (value, field) => {
      if (typeof value === "number") return value;
      const kept = listed(value).map((each) => normal(each, { ...field, kind: "group" }) ?? (isObject(each) ? {} : null));
      const said = kept.filter((each) => each !== null);
      return said.some((each) => !isObject(each) || Object.keys(each).length) ? said : null;
    };
    const group = (value, { kind, fields }) => {
      if (!isObject(value)) return text(value);
      const kept = {};
      let says = false;
      for (const [key, each] of Object.entries(value)) {
        if (CITING.includes(key)) {
          if (each !== null) kept[key] = each;
          continue;
        }
        const field = kind === "named" ? { kind: "group", fields } : (fields.find((one) => one.key === key) ?? { kind: "text" });
        const found = normal(each, field);
        if (found === null) continue;
        kept[key] = found;
        says = true;
      }
      return says ? kept : null;
    };
    const normal = (value, field) => {
      if (value === null || value === undefined) return null;
      if (field.kind === "number") return number(value);
      if (field.kind === "choice") return choice(value, field);
      if (field.kind === "list") return list(value, field);
      return field.kind === "group" || field.kind === "named" ? group(value, field) : text(value);
    };

    // --- what mcaudit derives

    const documents = (value) =>
      Array.isArray(value)
        ? value.flatMap(documents)
        : isObject(value)
          ? [...(typeof value.document === "string" ? [value.document] : []), ...Object.values(value).flatMap(documents)]
          : [];
    const issuer = (facts, short) => {
      const entry = facts.organizations?.[short];
      const above = facts.organizations?.[entry?.parent];
      const higher = ["higher_education", "college", "university"].some((kind) => above?.kind?.includes(kind));
      const accreditations = [...(entry.accreditations ?? []), ...((higher && above.accreditations) || [])];
      return { ...entry, id: short, ...(accreditations.length ? { accreditations } : {}) };
    };
    const derived = (facts, profile) => ({
      issuers: listed(inside(facts, ["issuers", "issuer", "organizations"]) ?? [])
        .filter((short) => inside(facts, ["organizations", short, "name"]))
        .map((short) => issuer(facts, short)),
      public_pages: documents(inside(profile, ["developers", "proficiency"])).filter((name) => inside(profile, ["dossier", name, "url"])),
    });

    // --- places

    const states = (value, entry) =>
      entry && isObject(value)
        ? Object.keys(value).some((key) => !NAMING.includes(key))
        : !(value === null || value === undefined || value === "" || (typeof value === "object" && !Object.keys(value).length));
    const entries = (value) => (Array.isArray(value) ? value : isObject(value) ? Object.keys(value).filter((key) => !NAMING.includes(key)).map((key) => value[key]) : []);
    const has = (value, codes) => Array.isArray(value) && codes.some((code) => value.includes(code));
    const leadsTo = (value, steps, entry) => {
      if (!steps.length) return states(value, entry);
      const [step, ...others] = steps;
      const [name, wanted] = step.split("~");
      const cut = wanted?.lastIndexOf("=") ?? -1;
      const codes = wanted?.slice(cut + 1).split("|");
      if (name === "*") return entries(value).some((each) => (!codes || has(each?.[wanted.slice(0, cut)], codes)) && leadsTo(each, others, entry));
      const found = isObject(value) ? value[name] : undefined;
      if (found === null || found === undefined || (codes && !has(found, codes))) return false;
      return leadsTo(found, others, entry);
    };
    const filled = (facts, place) => {
      const steps = place.split("/");
      return leadsTo(facts, steps, steps.at(-1).startsWith("*"));
    };

    // --- statements, claims, and conflicts

    const stated = (profile) => {
      const read = listed(profile.statements ?? []).filter((each) => isObject(each) && !blank(String(each.text ?? "")));
      const named = read.map((each) => ({ text: folded(String(each.text)), names: listed(each.about ?? []).flatMap((name) => sheet.groups[name] ?? [name]) }));
      const all = new Map();
      for (const each of named) all.set(each.text, new Set([...(all.get(each.text) ?? []), ...each.names]));
      return new Set(named.filter((each) => all.get(each.text).size <= MOST_CRITERIA).flatMap((each) => each.names));
    };
    const claimed = (profile) =>
      sheet.answers.flatMap(({ place, claimable }) =>
        listed(inside(profile, [...place.split("/"), "not_applicable"]) ?? [])
          .filter((each) => claimable.includes(each?.criterion) && typeof each.reason === "string" && !blank(each.reason))
          .map((each) => each.criterion),
      );
    const disputed = (profile) =>
      ["about", ...sheet.answers.map(({ place }) => place)].flatMap((place) =>
        listed(inside(profile, [...place.split("/"), "conflicts"]) ?? [])
          .filter((each) => new Set((each?.values ?? []).map(({ value }) => JSON.stringify(value))).size > 1)
          .map((each) => [place, each.field, ...(each.entry === undefined ? [] : ["*"]), ...(each.part ? [each.part] : [])].join("/")),
      );
    const within = (place, pointer) => {
      const steps = pointer.split("/");
      return place.split("/").every((step, at) => at >= steps.length || step.startsWith("*") || steps[at] === "*" || step.split("~")[0] === steps[at]);
    };

    // Return the criteria that a profile does not address, and those that a "no" skips.
    return (profile) => {
      const plain = normal(profile, { kind: "group", fields: sheet.fields }) ?? {};
      const facts = { ...plain, derived: derived(plain, profile) };
      const said = new Set([...stated(profile), ...claimed(profile)]);
      const conflicts = disputed(profile);
      const isStated = ({ id, places }) => said.has(id) || places.some((place) => filled(facts, place)) || conflicts.some((each) => places.some((place) => within(place, each)));
      const open = sheet.criteria.filter((criterion) => !isStated(criterion));
      const skipped = new Set();
      for (const { place, skip } of sheet.answers) {
        const answer = skip && inside(facts, [...place.split("/"), skip.field]);
        if (answer?.length === 1 && answer[0] === skip.value) for (const name of skip.criteria) skipped.add(name);
      }
      const optional = new Set(sheet.answers.filter((each) => each.optional).map((each) => each.id));
      const leftOut = new Set([...optional].filter((id) => sheet.criteria.every((each) => each.sub !== id || open.includes(each))));
      const names = open.filter((each) => !skipped.has(each.id) && !leftOut.has(each.sub)).map((each) => each.id);
      return { open: names, skipped: [...skipped] };
    };
  };

  return { of };
})();
if (typeof module !== "undefined") module.exports = Addressed;
