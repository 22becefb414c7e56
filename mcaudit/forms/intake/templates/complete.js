// Finds what has to be filled in, or cut, before mcaudit can read a profile.
const Complete = (() => {
  const ONE = { organizations: "Organization", dossier: "Document", statements: "Statement", remarks: "Remark" }; // what an entry is called
  const MOST_SHOWN = 40; // characters of what an entry is recognized by
  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  const says = (value) => (typeof value === "object" && value !== null ? Object.values(value).some(says) : value !== undefined && value !== null && String(value).trim() !== "");

  // Return how an entry is recognized: by the beginning of its title, name, or text, in quotes.
  const called = (entry) => {
    const words = [entry?.title, entry?.name, entry?.text].find((each) => typeof each === "string" && says(each));
    return words && `“${words.length > MOST_SHOWN ? `${words.slice(0, MOST_SHOWN).trim()}…` : words}”`;
  };

  // Yield what a value of a field lacks, each named as the form names it; an entry in which nothing is filled in is dropped.
  function* lacking(value, field, name) {
    if (!says(value)) return;
    if (typeof value === "string" && field.longest && [...value].length > field.longest) yield `${name} is longer than ${field.longest.toLocaleString("en")} characters`;
    const entries = field.kind === "list" && Array.isArray(value) ? value : field.kind === "named" && isObject(value) ? Object.values(value) : null;
    if (entries) {
      for (const [index, entry] of entries.entries()) yield* lacking(entry, { ...field, kind: "group" }, `${name} ${called(entry) || index + 1}`);
    } else if (isObject(value) && field.kind === "citation") {
      if (!says(value.document)) yield `${name} lacks its document`;
    } else if (isObject(value) && field.kind === "group") {
      for (const inner of field.fields ?? []) {
        if (inner.needed && !says(value[inner.key])) yield `${name} lacks: ${inner.title}`;
        else yield* lacking(value[inner.key], inner, `${name}: ${inner.title}`);
      }
      const any = field.any ?? [];
      if (any.length && !any.some((key) => says(value[key]))) yield `${name} lacks one of: ${any.map((key) => field.fields.find((inner) => inner.key === key).title).join(", ")}`;
    }
  }

  const of = ({ fields }) => (profile) => fields.flatMap((field) => (isObject(profile) ? [...lacking(profile[field.key], field, ONE[field.key] ?? field.title)] : []));

  return { of, ONE };
})();
if (typeof module !== "undefined") module.exports = Complete;
