// The JavaScript reading: what conditions come to for one woman, and why.
// It reads the graph that graph.py writes. A truth is true, false, or null for unknown; a date is a
// number of days since 1970-01-01; a value within bounds is {low, high}, null for an open side.

// -- days ------------------------------------------------------------------------------------

const DAY = 86400000;
const dayOf = (year, month, date) => new Date(0).setUTCFullYear(year, month - 1, date) / DAY;
const FIRST_OF_ALL = dayOf(1, 1, 1);
const LAST_OF_ALL = dayOf(9999, 12, 31);
const FIRST_DAY = dayOf(1900, 1, 1);
const LAST_DAY = dayOf(2199, 12, 31);

function partsOf(day) {
  const date = new Date(day * DAY);
  return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
}

const isoOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const formatDay = (day) => partsOf(day).map((part, index) => part + "年月日"[index]).join("");
const lastOfMonth = (year, month) => partsOf(dayOf(year, month + 1, 0))[2];

// The day and `amount` units; a missing day of the month is the month's last.
function add(day, amount, unit) {
  const end = amount > 0 ? LAST_OF_ALL : FIRST_OF_ALL;
  if (unit === "days") return day + amount < FIRST_OF_ALL || day + amount > LAST_OF_ALL ? end : day + amount;
  const [year, month, date] = partsOf(day);
  const months = year * 12 + month - 1 + amount * (unit === "years" ? 12 : 1);
  const [toYear, toMonth] = [Math.floor(months / 12), (((months % 12) + 12) % 12) + 1];
  if (toYear < 1 || toYear > 9999) return end;
  return dayOf(toYear, toMonth, Math.min(date, lastOfMonth(toYear, toMonth)));
}

// The latest day on which `amount` units are over by the day `on`.
function cutoff(on, amount, unit) {
  let day = add(on, -amount, unit);
  while (day < LAST_OF_ALL && add(day + 1, amount, unit) <= on) day += 1;
  while (day > FIRST_OF_ALL && add(day, amount, unit) > on) day -= 1;
  return day;
}

function age(birth, on) {
  const years = partsOf(on)[0] - partsOf(birth)[0];
  return add(birth, years, "years") <= on ? years : years - 1;
}

function ages(birth, on) {
  return {
    low: birth.high === null ? null : age(birth.high, on),
    high: birth.low === null ? null : age(birth.low, on),
  };
}

// The first and last day of a day, month or year as it is written; null for any other text.
function spanOf(text) {
  const found = /^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?$/.exec(text);
  if (!found) return null;
  const [year, month, date] = found.slice(1).map((part) => (part === undefined ? null : Number(part)));
  if (year < 1 || (month !== null && (month < 1 || month > 12))) return null;
  const last = lastOfMonth(year, month ?? 12);
  if (date !== null && (date < 1 || date > last)) return null;
  return { low: dayOf(year, month ?? 1, date ?? 1), high: dayOf(year, month ?? 12, date ?? last) };
}

// -- truths and bounds -------------------------------------------------------------------------

const UNKNOWN = { low: null, high: null };
const exactly = (value) => ({ low: value, high: value });
const isExact = (bounds) => bounds.low !== null && bounds.low === bounds.high;
const isBounds = (value) => typeof value === "object";
const negate = (value) => (value === null ? null : !value);
const wordOf = (value) => (value === null ? "unknown" : value ? "yes" : "no");

function allOf(values) {
  if (values.includes(false)) return false;
  return values.includes(null) ? null : true;
}

function anyOf(values) {
  if (values.includes(true)) return true;
  return values.includes(null) ? null : false;
}

function compare(left, operator, right) {
  if (operator === "=") {
    if (isExact(left) && isExact(right)) return left.low === right.low;
    return compare(left, "<", right) || compare(left, ">", right) ? false : null;
  }
  const strict = operator === "<" || operator === ">";
  const [less, more] = operator[0] === ">" ? [right, left] : [left, right];
  if (less.high !== null && more.low !== null) {
    if (less.high < more.low || (!strict && less.high === more.low)) return true;
  }
  if (less.low !== null && more.high !== null) {
    if (less.low > more.high || (strict && less.low === more.high)) return false;
  }
  return null;
}

function elapsed(since, amount, unit, on) {
  if (since.high !== null && add(since.high, amount, unit) <= on) return true;
  if (since.low !== null && add(since.low, amount, unit) > on) return false;
  return null;
}

function among(number, values) {
  const [low, high] = [number.low ?? -Infinity, number.high ?? Infinity];
  const inside = new Set(values.filter((value) => low <= value && value <= high));
  if (inside.size === 0) return false;
  return inside.size === high - low + 1 ? true : null;
}

const has = (object, key) => Object.prototype.hasOwnProperty.call(object, key);
const once = (parts) => [...new Set(parts.flat())];

// -- what facts say of each other -----------------------------------------------------------------

function contradiction(graph, fields, code = "contradiction") {
  const titles = fields.map((name) => `“${graph.facts[name] ? graph.facts[name].title ?? name : "评估日"}”`);
  throw new LiushouError(code, fields, `${titles.join("与")}互相矛盾，请核对`);
}

// What is known of her on the day: `stated` as readProfile gives it, with the facts of her place beneath.
function resolve(graph, stated, on, placeFacts) {
  const values = { ...placeFacts, ...stated.values };
  for (const name of graph.past) {
    const value = values[name];
    if (value === undefined) continue;
    if (value.low !== null && value.low > on) contradiction(graph, [name, "on"], "after-on");
    if (value.high === null || value.high > on) values[name] = { low: value.low, high: on };
  }
  const asStated = new Reading(graph, { on, values, away: new Set(), parameters: {} });
  for (const [first, second, node] of graph.contradictions) {
    const both = has(values, first) && has(values, second);
    if (both && asStated.value(node) === true) contradiction(graph, [first, second]);
  }
  const needing = graph.needs.filter(([, node]) => asStated.value(node) === false);
  const away = new Set(needing.map(([name]) => name));
  for (const pair of graph.pairs) agree(graph, pair, values, away, on);
  for (const name of away) delete values[name];
  return { on, values, away, unsure: new Set([...stated.unsure].filter((name) => !away.has(name))) };
}

// A number that stands instead of a day: the one that is not given is not applicable, both must agree.
function agree(graph, pair, values, away, on) {
  const [since, number] = [values[pair.day], values[pair.number]];
  if (since !== undefined && number !== undefined) {
    const byDay = elapsed(since, pair.decides, "months", on);
    const byNumber = compare(number, ">=", exactly(pair.threshold));
    const differ = byDay !== null && byNumber !== null && byDay !== byNumber;
    if (differ || apart(pair, since, number, on)) contradiction(graph, [pair.day, pair.number]);
    if (byNumber === null && byDay !== null) {
      values[pair.number] = byDay
        ? { low: pair.threshold, high: number.high }
        : { low: number.low, high: pair.under };
    } else if (byDay === null && byNumber !== null) {
      const last = cutoff(on, pair.decides, "months");
      values[pair.day] = byNumber ? { low: since.low, high: last } : { low: last + 1, high: since.high };
    }
  } else if (since !== undefined || number !== undefined) {
    away.add(number === undefined ? pair.number : pair.day);
  }
}

function apart(pair, since, number, on) {
  if (number.low !== null && since.low !== null && number.low > pair.apart) {
    if (add(since.low, Math.floor(pair.unit * (number.low - pair.apart)), "months") > on) return true;
  }
  if (number.high === null || since.high === null) return false;
  return add(since.high, Math.ceil(pair.unit * (number.high + pair.apart)), "months") < on;
}

// -- conditions --------------------------------------------------------------------------------

// A graph for one woman: `known` is what resolve gives, with the `parameters` of her place: bounds by
// name, and by "FACTOR*NAME" for multiples. Every value and reason is worked out once.
class Reading {
  constructor(graph, known) {
    this.graph = graph;
    this.known = known;
    this.kept = new Map();
  }

  keep(key, work) {
    if (!this.kept.has(key)) this.kept.set(key, work());
    return this.kept.get(key);
  }

  value(number) {
    return this.keep(number, () => this.valueWith(this.graph.nodes[number], (child) => this.value(child)));
  }

  valueWith([kind, children, own, law], valueOf) {
    if (kind === "all") return allOf(children.map(valueOf));
    if (kind === "any") return anyOf(children.map(valueOf));
    if (kind === "stated") return this.stated(this.graph.leaves[own]);
    const value = valueOf(children[0]);
    if (kind === "not") return negate(value);
    if (kind === "possibly") return value !== false;
    return law === undefined || this.inForce(law) === true ? value : this.inForce(law);
  }

  inForce(law) {
    return law === undefined ? true : compare(this.parameter(law), "=", exactly(1));
  }

  parameter(key) {
    return this.known.parameters[key] ?? UNKNOWN;
  }

  operand(operand) {
    return typeof operand === "string" ? this.parameter(operand) : exactly(operand);
  }

  fact(name) {
    const source = this.graph.derived[name];
    const value = this.known.values[source ?? name];
    return value === undefined || source === undefined ? value : ages(value, this.known.on);
  }

  stated(leaf) {
    if (this.known.away.has(leaf.fact)) return false;
    const value = this.fact(leaf.fact);
    return value === undefined ? null : this.decide(leaf, value);
  }

  decide(leaf, value) {
    if (leaf.kind === "is") return value === true;
    if (leaf.kind === "in") return isBounds(value) ? among(value, leaf.values) : leaf.values.includes(value);
    if (leaf.kind === "ago") return elapsed(value, leaf.amount, leaf.unit, this.known.on);
    const sides = leaf.operands.map((operand, index) => compare(value, leaf.signs[index], this.operand(operand)));
    return allOf(sides);
  }

  // The value of a node if the no of a concept's node were unknown.
  opened(number, concept) {
    return this.keep(`opened ${number} ${concept}`, () => {
      const [node, value] = [this.graph.nodes[number], this.value(number)];
      if (number === concept) return value === false ? null : value;
      if (number < concept || node[0] === "leaf") return value;
      return this.valueWith(node, (child) => this.opened(child, concept));
    });
  }

  // Reasons are [leaf, whether it holds], as one text: each leaf and way is one reason.
  deciding(number, holds = true) {
    return this.keep(`deciding ${number} ${holds}`, () => {
      const [[kind, children, own], value] = [this.graph.nodes[number], this.value(number)];
      if (value === null) return [];
      if (kind === "leaf") return [`${own} ${holds}`];
      if (kind === "not") return this.deciding(children[0], !holds);
      const decisive = children.filter((child) => this.value(child) === value);
      return once(decisive.map((child) => this.deciding(child, holds)));
    });
  }

  met(number, holds = true) {
    return this.keep(`met ${number} ${holds}`, () => {
      if (this.value(number) === true) return this.deciding(number, holds);
      const [kind, children, , law] = this.graph.nodes[number];
      const inner = ["all", "any", "same"].includes(kind) && this.inForce(law) ? children : [];
      return once(inner.map((child) => this.met(child, holds)));
    });
  }

  // The concepts and parameters ($name) that make a node what it is.
  restsOn(number) {
    return this.keep(`rests ${number}`, () => {
      const [kind, children, own, law] = this.graph.nodes[number];
      if (kind === "leaf") return parametersOf(this.graph.leaves[own]).map((name) => `$${name}`);
      const names = kind === "same" ? [own] : [];
      if (!this.inForce(law)) return names;
      const decisive = kind === "not" ? negate(this.value(number)) : this.value(number);
      const inner = children.filter((child) => this.value(child) === decisive);
      return once([names, ...inner.map((child) => this.restsOn(child))]);
    });
  }

  // [facts whose exact value could still decide, parameters that keep it open]
  missing(number) {
    return this.keep(`missing ${number}`, () => {
      if (this.value(number) !== null) return [[], []];
      const [kind, children, own, law] = this.graph.nodes[number];
      if (kind === "leaf") return this.missingOfLeaf(this.graph.leaves[own]);
      if (!this.inForce(law)) return [[], [law]];
      const inner = children.map((child) => this.missing(child));
      return [0, 1].map((part) => once(inner.map((entry) => entry[part])));
    });
  }

  missingOfLeaf(leaf) {
    const facts = this.settles(leaf) ? [this.graph.derived[leaf.fact] ?? leaf.fact] : [];
    const open = (leaf.operands ?? []).filter((key) => typeof key === "string" && !isExact(this.parameter(key)));
    return [facts, once(open.map(parameterName))];
  }

  // Whether a single value within the fact's bounds decides the leaf.
  settles(leaf) {
    if (leaf.operands === undefined) return true;
    const known = this.fact(leaf.fact) ?? UNKNOWN;
    return [known.low ?? -Infinity, known.high ?? Infinity].some((end) => this.decide(leaf, exactly(end)) !== null);
  }

  // What is asked for by a reason: its fact, the leaf as a rule file writes it, and in Chinese.
  reason(key) {
    const [own, holds] = key.split(" ");
    const leaf = this.graph.leaves[own];
    const phrase = holds === "true" ? leaf.phrase : `not: ${leaf.phrase}`;
    const text = this.words(leaf.words[holds === "true" ? 1 : 0]);
    return { condition: phrase, fact: this.graph.derived[leaf.fact] ?? leaf.fact, text };
  }

  // Words with the values of parameters in them: a text, or its parts, of which each [key, unit] is a
  // value in brackets and each [key] a number; `exact` are the parts where all parameters are known.
  words(words) {
    if (typeof words === "string") return words;
    const known = words.keys.every((key) => isExact(this.parameter(key)));
    const parts = known && words.exact ? words.exact : words.parts;
    return parts.map((part) => (typeof part === "string" ? part : this.shown(...part))).join("");
  }

  shown(key, unit) {
    const { low, high } = this.parameter(key);
    if (unit === undefined) return show(low);
    if (low === null && high === null) return "";
    if (low === null || high === null) return `（${high === null ? "至少" : "至多"}${show(low ?? high)}${unit}）`;
    return `（${low === high ? "" : `${show(low)}至`}${show(high)}${unit}）`;
  }
}

const parameterName = (key) => key.slice(key.indexOf("*") + 1);
const parametersOf = (leaf) => once((leaf.operands ?? []).filter((key) => typeof key === "string").map(parameterName));

// A number with at most two decimals. Halves go to the even digit as in Python: they are odd eighths.
function show(number) {
  const even = (number * 8) % 4 === 1 ? number - 0.005 : number;
  return String(Number(even.toFixed(2)));
}
