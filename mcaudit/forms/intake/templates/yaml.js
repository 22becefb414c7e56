// Reads a profile in YAML as mcaudit does: quotes make text, and only JSON's numbers, true, false, and null are more than text.
const Yaml = (() => {
  const MOST_DEPTH = 40;
  const MOST_VALUES = 50000; // once its anchors are written out
  const MOST_CHARACTERS = 2 * 1024 * 1024;
  const MOST_DIGITS = 30;
  const NUMBER = /^-?(0|[1-9][0-9]*)(\.[0-9]+([eE][-+]?[0-9]+)?)?$/;
  const LITERALS = new Map([["true", true], ["false", false], ["null", null], ["~", null], ["", null]]);
  const yaml = typeof jsyaml === "undefined" ? require("../vendored/js-yaml.min.js") : jsyaml;

  const isNumber = (text) => {
    const exact = /[.]/.test(text) ? Number.isFinite(Number(text)) : Number.isSafeInteger(Number(text));
    return text.length <= MOST_DIGITS && NUMBER.test(text) && exact;
  };
  const resolve = (text) => (LITERALS.has(text) ? LITERALS.get(text) : isNumber(text) ? Number(text) : yaml.NOT_RESOLVED);
  const literal = yaml.defineScalarTag("literal", { implicit: true, resolve, identify: () => false });
  const schema = yaml.FAILSAFE_SCHEMA.withTags(literal);

  const refuse = (why) => {
    throw Object.assign(new Error(why), { why });
  };

  // Refuse what would not end, or not fit, before anything is copied: anchors may repeat a value without limit.
  const bounded = (data) => {
    let values = 0;
    let characters = 0;
    const count = (value, depth) => {
      values += 1;
      characters += typeof value === "string" ? value.length : 0;
      if (depth > MOST_DEPTH || values > MOST_VALUES || characters > MOST_CHARACTERS) refuse("it is nested too deep, or holds too much once its anchors are written out.");
      if (typeof value !== "object" || value === null) return;
      if (Object.hasOwn(value, "<<")) refuse("it has a merge key (<<), which mcaudit does not read. Write the entries out.");
      for (const each of Object.values(value)) count(each, depth + 1);
    };
    count(data, 1);
    return data;
  };

  // Return the data of a text; throw an error whose `why` ends the sentence "Not opened: …".
  const read = (text) => {
    try {
      const events = yaml.parseEvents(text, { maxDepth: MOST_DEPTH });
      if (events.some(({ tagStart }) => tagStart >= 0)) refuse("it has a tag (!), which mcaudit does not read. Remove it.");
      const documents = yaml.constructFromEvents(events, { source: text, schema });
      if (documents.length > 1) refuse("it holds more than one document. Put each into a file of its own.");
      return JSON.parse(JSON.stringify(bounded(documents[0] ?? null))); // what anchors share must not change together
    } catch (error) {
      if (error.why) throw error;
      const at = error.mark ? `line ${error.mark.line + 1}, column ${error.mark.column + 1}: ` : "";
      return refuse(`it cannot be read as YAML: ${at}${error.reason ?? error.message}. For all that is wrong, run: mcaudit check PROFILE.yaml`);
    }
  };

  return { read };
})();
if (typeof module !== "undefined") module.exports = Yaml;
