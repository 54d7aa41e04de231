// What a profile states, read as profile/model.py reads it: every mistake, each with its code and its path.

const YES = ["yes", "是", "true"];
const NO = ["no", "否", "false"];
const PARTS = ["unsure", "decisions"];
const DECISION_KEYS = ["policy", "clause", "service", "residual", "outcome", "by", "on"];
const KEY_WORDS = { 服务: "service" };
const [MAX_ENTRIES, MAX_NAME, MAX_SUBJECT] = [1000, 200, 1000];

class LiushouError extends Error {
  // What cannot be read or cannot be true: `code` as in liushou's messages, `fields` the facts concerned, `problems`
  // all mistakes as {code, path, message}. The code is that of the first. Numbers of people are masked in all of it.
  constructor(code, fields, message, problems = null) {
    super(mask(message));
    this.name = "LiushouError";
    this.code = code;
    this.fields = fields.map((name) => mask(String(name)));
    const maskedPath = (path) => path.map((step) => (typeof step === "number" ? step : mask(String(step))));
    const all = problems ?? [{ code, path: fields.slice(0, 1), message }];
    this.problems = all.map((each) => ({ code: each.code, path: maskedPath(each.path), message: mask(each.message) }));
  }
}

// One mistake; `subject` is the name it is about.
function problem(code, path, subject, fact = null) {
  const name = cut(String(subject));
  const ofDecision = path[0] === "decisions" && path.length > 1;
  const words = ofDecision ? `第${path[1] + 1}条认定的“${name}”有误` : `“${fact ? fact.title ?? name : name}”填写有误`;
  const unknown = code === "unknown-name" && !ofDecision;
  return { code, path, field: path[0] === "unsure" ? name : path[0] ?? name, message: unknown ? `没有“${name}”这一项` : words };
}

function refuse(problems) {
  if (!problems.length) return;
  const messages = [...new Set(problems.map(({ message }) => message))];
  throw new LiushouError(problems[0].code, [...new Set(problems.map(({ field }) => field))], messages.join("；"), problems);
}

function cut(text) {
  const characters = text.length > MAX_SUBJECT ? [...text] : [];
  return characters.length > MAX_SUBJECT ? `${characters.slice(0, MAX_SUBJECT - 1).join("")}…` : text;
}

const isMapping = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

function lengthOf(entries) {
  if (typeof entries === "string") return [...entries].length;
  return entries !== null && typeof entries === "object" ? Object.keys(entries).length : 0;
}

// A text without the white space around it.
function strip(text) {
  let [start, end] = [0, text.length];
  while (start < end && SPACE.test(text[start])) start += 1;
  while (end > start && SPACE.test(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

// -- values: each gives [the value, null] or [null, the code of what is wrong] -------------------------

// The value that a profile states for a fact; null where it is not asked.
function readValue(fact, raw) {
  if (raw === null || raw === undefined) return [null, null];
  if (fact.kind === "yes_no" || fact.kind === "choice") return readWord(fact, raw);
  if (!isMapping(raw)) return readSide(fact, raw);
  if (Object.keys(raw).some((key) => key !== "at_least" && key !== "at_most")) return [null, "not-a-bound"];
  const sides = [raw.at_least, raw.at_most].map((side) => (side === null || side === undefined ? [null, null] : readSide(fact, side)));
  const [[least, wrongLeast], [most, wrongMost]] = sides;
  if (wrongLeast || wrongMost) return [null, wrongLeast || wrongMost];
  if (least === null && most === null) return [null, "empty-bounds"];
  const [low, high] = [least === null ? null : least.low, most === null ? null : most.high];
  if (low !== null && high !== null && low > high) return [null, "bounds-reversed"];
  if (fact.kind === "integer") return [{ low: low ?? fact.low ?? null, high: high ?? fact.high ?? null }, null];
  return [{ low, high }, null];
}

function readSide(fact, raw) {
  if (fact.kind === "date") {
    const span = typeof raw === "string" || typeof raw === "number" ? spanOf(String(raw)) : null;
    if (span === null) return [null, "not-a-date"];
    return span.low < FIRST_DAY || span.high > LAST_DAY ? [null, "day-out-of-range"] : [span, null];
  }
  if (typeof raw !== "number") return [null, "not-a-number"];
  if (!Number.isFinite(raw) || Math.abs(raw) >= 1e308) return [null, "not-finite"];
  if (fact.kind === "integer" && !Number.isInteger(raw)) return [null, "not-whole"];
  const under = typeof fact.low === "number" && raw < fact.low;
  return under || (typeof fact.high === "number" && raw > fact.high) ? [null, "out-of-range"] : [exactly(raw), null];
}

function readWord(fact, raw) {
  const word = typeof raw === "string" ? strip(raw) : "";
  if (fact.kind === "choice") {
    const choice = Object.entries(fact.choices).find((entry) => word !== "" && entry.includes(word));
    return choice ? [choice[0], null] : [null, "not-a-choice"];
  }
  if (typeof raw === "boolean") return [raw, null];
  const lower = word.toLowerCase();
  return YES.includes(lower) || NO.includes(lower) ? [YES.includes(lower), null] : [null, "not-yes-no"];
}

// Why a text is no day as 2025-06-30; null where it is one.
function wrongDay(text) {
  if (typeof text !== "string" || !/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return "on-type";
  const span = spanOf(text);
  if (span === null) return "on-not-a-day";
  return span.low < FIRST_DAY || span.low > LAST_DAY ? "on-out-of-range" : null;
}

// -- profiles -------------------------------------------------------------------------------------------

// A profile, {fact: value, unsure: [fact, …], decisions: [{…}, …]}, as what it states. Throws LiushouError with all mistakes.
function readProfile(graph, profile) {
  if (!isMapping(profile)) refuse([problem("profile-type", [], "profile")]);
  const lists = [[[], profile], [["unsure"], profile.unsure], [["decisions"], profile.decisions]];
  const long = lists.filter(([, entries]) => lengthOf(entries) > MAX_ENTRIES);
  refuse(long.map(([path]) => problem("too-many-entries", path, path[0] ?? "profile")));
  const [values, problems] = [{}, []];
  const unknown = (name, path) => problem(has(graph.derived, name) ? "derived-fact" : "unknown-name", path, name);
  for (const [name, raw] of Object.entries(profile)) {
    if (PARTS.includes(name)) continue;
    const fact = has(graph.facts, name) ? graph.facts[name] : null;
    const [value, code] = fact ? readValue(fact, raw) : [null, null];
    if (fact === null) problems.push(unknown(name, [name]));
    else if (code !== null) problems.push(problem(code, [name], name, fact));
    else if (value !== null) values[name] = value;
  }
  const decisions = readDecisions(profile.decisions ?? [], problems);
  const unsure = Array.isArray(profile.unsure ?? []) ? profile.unsure ?? [] : null;
  if (unsure === null) problems.push(problem("unsure-list", ["unsure"], "unsure"));
  const names = new Set((unsure ?? []).filter((name) => typeof name === "string"));
  (unsure ?? []).forEach((name, number) => {
    if (typeof name !== "string") problems.push(problem("unknown-name", ["unsure", number], "…"));
    else if (!has(graph.facts, name)) problems.push(unknown(name, ["unsure", number]));
  });
  const isKnown = (name) => has(values, name) && (!isBounds(values[name]) || isExact(values[name]));
  problems.push(...[...names].filter(isKnown).sort().map((name) => problem("unsure-known", [name], name, graph.facts[name])));
  refuse(problems);
  return { values, unsure: names, decisions };
}

// -- what offices have decided -----------------------------------------------------------------------

// The decisions, each with its day as a number; what is wrong is added to the problems.
function readDecisions(listed, problems) {
  if (!Array.isArray(listed)) {
    problems.push(problem("decisions-list", ["decisions"], "decisions"));
    return [];
  }
  const decisions = [];
  listed.forEach((entry, number) => {
    const keys = wrongKeys(entry);
    const wrong = keys.length ? keys : wrongParts(entry);
    problems.push(...wrong.map(([code, key]) => problem(code, ["decisions", number, ...(key ? [cut(key)] : [])], key ?? "")));
    if (!wrong.length) decisions.push({ ...entry, by: mask(entry.by), on: spanOf(entry.on).low });
  });
  return decisions;
}

function wrongKeys(entry) {
  if (!isMapping(entry)) return [["not-a-mapping"]];
  const unknown = Object.keys(entry).filter((key) => !DECISION_KEYS.includes(key));
  const meant = unknown.map(meantKey);
  const missing = DECISION_KEYS.filter((key) => (entry[key] ?? null) === null && !meant.includes(key));
  return [...unknown.map((key) => ["unknown-key", key]), ...missing.map((key) => ["missing-key", key])];
}

function wrongParts(entry) {
  const texts = ["policy", "clause", "service", "residual", "by"];
  const codes = texts.map((key) => [wrongText(entry[key]), key]);
  const wrong = codes.filter(([code]) => code !== null);
  if (entry.outcome !== "granted" && entry.outcome !== "refused") wrong.push(["not-one-of", "outcome"]);
  const code = wrongDay(entry.on);
  return code === null ? wrong : [...wrong, [code, "on"]];
}

function wrongText(text) {
  if (typeof text !== "string" || strip(text) === "") return "empty-value";
  return [...text].some((letter) => letter >= "\ud800" && letter <= "\udfff" && letter.length === 1) ? "half-a-character" : null;
}

// The key of a decision that was probably meant (problems.py: closest); null where it is none of them.
function meantKey(key) {
  if ([...key].length > MAX_NAME) return null;
  const name = key.normalize("NFKC").replace(/^[ \t:,]+|[ \t:,]+$/g, "");
  if (has(KEY_WORDS, name)) return KEY_WORDS[name];
  const near = DECISION_KEYS.map((each) => [likeness(each, name), each]).filter(([score]) => score >= 0.6);
  near.sort(([one, first], [other, second]) => other - one || (first < second ? 1 : -1));
  return near.length ? near[0][1] : null;
}

// Twice the characters in common by all that two texts have, as Python's difflib reckons it.
function likeness(one, other) {
  const [first, second] = [[...one], [...other]];
  return first.length + second.length ? (2 * common(first, second)) / (first.length + second.length) : 1;
}

// The characters in the longest stretch of both, and in what is left and right of it.
function common(one, other) {
  let [size, at, place] = [0, 0, 0];
  for (let i = 0; i < one.length; i += 1) {
    for (let j = 0; j < other.length; j += 1) {
      let length = 0;
      while (i + length < one.length && one[i + length] === other[j + length]) length += 1;
      if (length > size) [size, at, place] = [length, i, j];
    }
  }
  if (size === 0) return 0;
  return size + common(one.slice(0, at), other.slice(0, place)) + common(one.slice(at + size), other.slice(place + size));
}
