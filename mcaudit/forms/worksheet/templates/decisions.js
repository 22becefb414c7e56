// Decisions and the drafts of them: what mcaudit reads, and why a file cannot be opened here.
const Decisions = (() => {
  const { blank, length, isObject, only } = Shared;
  const FORMAT = "mcaudit-decisions/1";
  const ANSWERS = ["met", "partly_met", "not_met", "not_applicable", "cannot_tell", "checked"];
  const MADE_ON = ["meaning", "state", "setting", "fields"]; // what pins say besides the documents
  const KEYS = ["criterion", "answer", "rationale", "would_satisfy", "citations", "date", "comment", "suggestion_seen", "pins"];
  const TEXTS = ["rationale", "would_satisfy", "comment"];
  const LONGEST = 10000; // characters of a text
  const MOST_CITATIONS = 100;
  const MOST = 2000; // decisions in a file
  const MOST_BYTES = 2 * 1024 * 1024;

  const needsReason = (answer) => answer && answer !== "met" && answer !== "checked";
  const short = (answer) => answer === "partly_met" || answer === "not_met";
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

  const nothing = () => ({ answer: "", rationale: "", would_satisfy: "", citations: [], comment: "", confirmed: false });

  // What the form shows of a decision, with line ends as a browser has them.
  const draftOf = (decision) => {
    const text = (name) => (decision[name] ?? "").replace(/\r\n?/g, "\n");
    const citations = (decision.citations ?? []).map(({ document, place }) => ({ document, place }));
    return { ...nothing(), answer: decision.answer, ...Object.fromEntries(TEXTS.map((name) => [name, text(name)])), citations };
  };

  // What a draft says, without its day and its pins: what is hidden or empty says nothing.
  const saidIn = (draft) => {
    const said = { answer: draft.answer };
    if (!blank(draft.rationale)) said.rationale = draft.rationale;
    if (short(draft.answer) && !blank(draft.would_satisfy)) said.would_satisfy = draft.would_satisfy;
    if (draft.citations.length) said.citations = draft.citations;
    return { said, comment: blank(draft.comment) ? {} : { comment: draft.comment } };
  };

  // What is wrong with a decision; empty if nothing is. `known` are the criteria of the edition.
  const faultOf = (value, known) => {
    if (!isObject(value) || !only(value, KEYS)) return "it is not a decision";
    if (!known.has(value.criterion)) return "its criterion is not one of this edition";
    if (!ANSWERS.includes(value.answer)) return "its answer is not one of the possible ones";
    if (TEXTS.some((name) => value[name] !== undefined && !isText(value[name]))) return "a text in it is empty or too long";
    if (needsReason(value.answer) && value.rationale === undefined) return "it does not say why";
    if (short(value.answer) && value.would_satisfy === undefined) return "it does not say what would satisfy it";
    const { citations = [], suggestion_seen: seen = "no" } = value;
    if (!Array.isArray(citations) || citations.length > MOST_CITATIONS || !citations.every(isCitation)) return "a citation in it is not complete";
    if (!["yes", "no"].includes(seen)) return "it does not say yes or no to suggestion_seen";
    if (!isDay(value.date)) return "its date is not a valid date";
    return isPins(value.pins) ? "" : "its pins are not as a worksheet writes them";
  };

  // Why a file cannot be opened in the worksheet `sheet`; empty if it can.
  const refusal = (given, sheet, known) => {
    if (!isObject(given) || given.format !== FORMAT) return "it is not a file of decisions.";
    if (given.edition !== sheet.edition) return "its decisions are on another edition of the criteria.";
    if (given.profile !== sheet.profile.id) return "its decisions are on another profile.";
    if ((given.state ?? sheet.home) !== (sheet.state ?? sheet.home)) return `its decisions are for ${given.state ?? sheet.home}, and this worksheet is for ${sheet.state}.`;
    if (!isObject(given.reviewer) || Object.entries(sheet.reviewer).some(([key, value]) => given.reviewer[key] !== value)) return "it is another reviewer’s, and a worksheet shows nobody else’s decisions.";
    if (!Array.isArray(given.decisions) || given.decisions.length > MOST) return "it does not hold a list of decisions, or the list is too long.";
    const at = given.decisions.findIndex((each) => faultOf(each, known));
    return at === -1 ? "" : `decision ${at + 1} of ${given.decisions.length} is not valid: ${faultOf(given.decisions[at], known)}.`;
  };

  return { FORMAT, MADE_ON, TEXTS, LONGEST, MOST_CITATIONS, MOST, MOST_BYTES, needsReason, short, nothing, draftOf, saidIn, faultOf, refusal };
})();
