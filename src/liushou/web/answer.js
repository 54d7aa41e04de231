// From what is known of one woman to her services with their grounds: matcher.py and answering.py.
// `data` is what data.py writes. What changes with the day is a list of [first day, value].

const STATUS = (value) => (value === null ? "undetermined" : value ? "eligible" : "ineligible");
const FORCES = ["shall", "priority", "provide", "encourage"];

function at(dated, on) {
  const known = dated.filter(([since]) => since <= on);
  return known.length ? known[known.length - 1][1] : null;
}

// A day as it is given: 2025-06-30.
function readDay(text, name) {
  const code = wrongDay(text);
  if (code === "on-out-of-range") throw new LiushouError(code, [name], "日期须在 1900 至 2199 年");
  if (code !== null) throw new LiushouError(code, [name], `“${text}”不是一天，如 2025-06-30`);
  return spanOf(text).low;
}

// A clause's label as people are shown it (chinese.py: label_words).
const labelWords = (data, label) => data.labels[label] ?? label;

const yearOf = (day) => partsOf(day)[0];

// The documents of one place on one day, ready to answer for one woman after another.
class Matcher {
  constructor(data, places, { place, on }) {
    this.data = data;
    this.graph = data.graph;
    this.places = places;
    this.on = readDay(on, "on");
    const year = yearOf(this.on);
    const written = places.find(place, year);
    [this.place, this.placeNote] = places.answering(written, year);
    this.chain = containing(this.place.code);
    this.written = written.code;
    this.codes = containing(this.place.code, this.written);
    this.values = this.valuesAt(this.codes);
    const ofPlace = data.policies.filter((policy) => this.chain.includes(policy.place));
    ofPlace.sort((one, other) => this.near(one) - this.near(other) || one.issued - other.issued || (one.id < other.id ? -1 : 1));
    this.policies = ofPlace.filter((policy) => policy.issued <= this.on);
    this.notes = [...this.makeNotes(ofPlace)];
    const measures = this.policies.flatMap((policy) => policy.measures.map((measure) => ({ policy, measure })));
    const current = measures.filter(({ measure }) => measure.until === null || measure.until >= this.on);
    this.services = data.services
      .map((service) => ({ service, bases: current.filter(({ measure }) => measure.service === service.id) }))
      .filter(({ bases }) => bases.length > 0);
  }

  near(policy) {
    return this.chain.indexOf(policy.place);
  }

  // The facts and parameters of the place on the day: for each the nearest code that has it.
  valuesAt(codes) {
    const [facts, parameters] = [{}, {}];
    for (const code of codes) {
      const here = this.data.places[code] ?? { facts: {}, parameters: {} };
      for (const [name, value] of Object.entries(here.facts)) if (!has(facts, name)) facts[name] = value;
      for (const [name, dated] of Object.entries(here.parameters)) {
        const bounds = at(dated, this.on);
        if (bounds !== null && !has(parameters, name)) parameters[name] = { low: bounds[0], high: bounds[1] };
      }
    }
    for (const [name, since] of Object.entries(this.data.laws)) if (since <= this.on) parameters[name] = exactly(1);
    for (const [key, products] of Object.entries(this.data.products)) {
      const known = parameters[parameterName(key)];
      const times = (side) => (side === null ? null : products[String(side)]);
      if (known !== undefined) parameters[key] = { low: times(known.low), high: times(known.high) };
    }
    return { facts, parameters };
  }

  *makeNotes(ofPlace) {
    const [day, nameOf] = [isoOf(this.on), (code) => this.places.lookup(code, yearOf(this.on)).name];
    if (this.placeNote !== null) yield this.placeNote;
    for (const policy of ofPlace) {
      if (policy.issued > this.on) yield `${policy.number}于${isoOf(policy.issued)}印发，评估日${day}尚未印发，未适用`;
    }
    if (this.place.level !== NATION && ofPlace.every((policy) => policy.place === NATION)) {
      yield `未收录${nameOf(provinceOf(this.place.code))}的文件${this.policies.length ? "，仅适用全国文件" : ""}`;
    }
    if (this.place.level === "province" || this.place.level === "prefecture") {
      const below = this.place.code.slice(0, this.place.level === "province" ? 2 : 4);
      for (const policy of this.data.policies) {
        const inside = policy.place.startsWith(below) && policy.place !== this.place.code;
        if (inside && policy.issued <= this.on) {
          yield `${nameOf(policy.place)}另有${policy.number}，如居住在该地请改用代码${policy.place}`;
        }
      }
    }
    for (const policy of this.policies) {
      for (const measure of policy.measures) {
        if (measure.until === null || measure.until >= this.on) continue;
        yield `${policy.number} ${labelWords(this.data, measure.clause)}“${measure.quote}”的期限为${isoOf(measure.until)}，已过，未适用`;
      }
    }
    if (!this.policies.length) yield `${this.place.name}：${day}没有适用的文件`;
  }

  get desk() {
    this.ownDesk = this.ownDesk ?? new Desk(this);
    return this.ownDesk;
  }

  // What she states, its decisions held to what the documents print.
  stated(profile) {
    const stated = readProfile(this.graph, profile);
    refuse(wrongDecisions(this.data, stated.decisions, this.on));
    return stated;
  }

  // What is known of her here and now.
  reading(profile, stated = this.stated(profile)) {
    const known = resolve(this.graph, stated, this.on, this.values.facts);
    return new Reading(this.graph, { ...known, parameters: this.values.parameters });
  }

  match(profile) {
    const stated = this.stated(profile);
    const [reading, { decisions }] = [this.reading(profile, stated), stated];
    const answer = new Answer(this, reading, decisions, openingDays(this, profile));
    const services = this.services.map((offered) => answer.service(offered));
    services.sort((one, other) => one.rank[0] - other.rank[0] || one.rank[1] - other.rank[1]);
    for (const service of services) delete service.rank;
    return {
      place: { code: this.place.code, name: this.place.name },
      on: isoOf(this.on),
      rules: this.data.rules,
      notes: [...this.notes, ...this.elsewhere(decisions)],
      policies: this.policies.map((policy) => ({
        id: policy.id,
        number: policy.number,
        title: policy.title,
        left_behind: wordOf(reading.value(policy.definition)),
      })),
      services,
      questions: this.questions(services, reading.known),
      disclaimer: this.data.disclaimer,
    };
  }

  statuses(profile) {
    const answer = new Answer(this, this.reading(profile), []);
    return Object.fromEntries(
      this.services.map(({ service, bases }) => [service.id, STATUS(anyOf(bases.map((basis) => answer.truth(basis))))])
    );
  }

  *elsewhere(decisions) {
    for (const decision of decisions) {
      const { bases } = this.services.find(({ service }) => service.id === decision.service) ?? { bases: [] };
      const here = bases.some(({ policy, measure }) => policy.id === decision.policy && measure.clause === decision.clause);
      const { number } = this.data.policies.find((policy) => policy.id === decision.policy);
      if (!here) yield `关于${number} ${labelWords(this.data, decision.clause)}“${decision.residual}”的认定未计入：这一项此时此地不适用`;
    }
  }

  // The facts that can still change a status, the ones that settle most first.
  questions(services, known) {
    const undetermined = services.filter((service) => service.status === "undetermined");
    const missing = undetermined.map((service) => [service.id, this.withWhatSaysSo(service, known)]);
    const hanging = missing.filter(([, names]) => names.length);
    if (!hanging.length) return [];
    const relevant = this.desk.relevant(known, hanging.map(([id]) => id));
    const [counts, { facts }] = [new Map(), this.graph];
    for (const name of hanging.flatMap(([, names]) => names)) {
      if (relevant.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    const open = [...counts].filter(([name]) => !known.unsure.has(name) || facts[name].settled_by === "authority");
    open.sort(([one, many], [other, more]) => more - many || facts[one].order - facts[other].order || (one < other ? -1 : 1));
    return open.map(([name, settles]) => {
      const { ask, settled_by, title, office = null, unit = null, group = null } = facts[name];
      return { fact: name, ask, settles, settled_by, title, office, unit, group };
    });
  }

  // What is missing, and for what she is unsure of the facts that imply it, directly or through others.
  withWhatSaysSo(service, known) {
    const missing = once(service.grounds.map((ground) => ground.missing));
    return once([missing, ...missing.map((name) => (known.unsure.has(name) ? this.graph.said_by[name] ?? [] : []))]);
  }

  // Where she goes for a service by a measure of a document.
  where({ measure, policy }) {
    const { door } = this.data.services.find((service) => service.id === measure.service);
    if (door !== null) return { office: door, field: null, level: null, inferred: false };
    const field = at(measure.field, this.on);
    if (field === null) return null;
    return { office: this.officeOf(field), field, level: "county", inferred: true };
  }

  officeOf(field) {
    const title = this.data.fields[field];
    if (this.place.level !== "county") return `当地县级${title}`;
    const registered = ((this.data.offices[this.place.code] ?? {})[field] ?? []);
    const above = this.places.lookup(this.chain[1], yearOf(this.on)).name;
    const own = this.place.name.startsWith(above) ? this.place.name.slice(above.length) : this.place.name;
    return at(registered, this.on) ?? own + title;
  }
}

// The answer for one woman.
class Answer {
  constructor(matcher, reading, decisions, opens = new Map()) {
    this.matcher = matcher;
    this.reading = reading;
    this.decisions = [...decisions].sort((one, other) => one.on - other.on);
    this.days = opens;
  }

  // The later day on which time alone makes a service or measure a yes.
  opens(name, value) {
    return value === true || !this.days.has(name) ? null : isoOf(this.days.get(name));
  }

  truth({ policy, measure }) {
    return allOf([this.reading.value(policy.definition), this.reading.value(measure.condition)]);
  }

  service({ service, bases }) {
    const grounds = bases.map((basis) => this.ground(basis));
    const value = anyOf(bases.map((basis) => this.truth(basis)));
    const status = STATUS(value);
    const needs = bases.filter(({ measure }) => measure.need !== null).map(({ measure }) => this.reading.value(measure.need));
    const byDefinition = bases.some(
      ({ policy, measure }) => this.reading.value(policy.definition) === false && this.reading.value(measure.condition) !== false
    );
    const deciding = bases.filter((basis) => STATUS(this.truth(basis)) === status);
    const ranks = deciding.map(({ measure }) => [FORCES.indexOf(measure.force), measure.always ? 1 : 0]);
    return {
      id: service.id,
      title: service.title,
      status,
      need: needs.length ? wordOf(anyOf(needs)) : null,
      beyond_document: value === false && byDefinition && service.everyone,
      grounds,
      where: deciding.map((basis) => this.matcher.where(basis)).find((where) => where !== null) ?? null,
      opens: this.opens(service.id, value),
      rank: ranks.sort((one, other) => one[0] - other[0] || one[1] - other[1])[0],
    };
  }

  ground({ policy, measure }) {
    const { data, on } = this.matcher;
    const reading = this.reading;
    const pair = [policy.definition, measure.condition];
    const value = this.truth({ policy, measure });
    const missing = value === null ? pair.map((number) => reading.missing(number)) : [];
    const office = this.office(policy, measure);
    const roles = data.agencies[measure.agencies];
    const today = roles.today.map((number) => {
      const [printed, dated] = data.printed[number];
      const [name, certainty] = at(dated, on);
      return { printed, office: name, certainty };
    });
    const { lead, support, joint, sole, others, clause } = roles;
    const rests = reading.value(measure.condition) === value ? reading.restsOn(measure.condition) : [];
    return {
      policy: policy.id,
      status: STATUS(value),
      force: measure.force,
      need: measure.need === null ? null : wordOf(reading.value(measure.need)),
      citation: { number: policy.number, title: policy.title, clause: measure.clause, quote: measure.quote },
      agencies: { lead, support, joint, sole, others, contact: measure.contact, clause, today },
      met: once(pair.map((number) => reading.met(number))).map((reason) => reading.reason(reason).text),
      blocked_by: value === false ? this.blockers(pair) : [],
      missing: once(missing.map(([facts]) => facts)),
      residual: office.residual,
      reading: measure.reading,
      carried_out_by: measure.carried_out_by,
      until: measure.until === null ? null : isoOf(measure.until),
      unknown_parameters: once(missing.map(([, parameters]) => parameters)),
      left_behind: wordOf(reading.value(policy.definition)),
      unless: value === false ? this.unless(measure, pair) : [],
      settled: office.settled,
      refused: office.refused,
      references: measure.references.map((number) => at(data.references[number], on)).filter((law) => law !== null),
      basis: rests.flatMap((name) => data.basis[name] ?? []),
      opens: this.opens(measure, value),
    };
  }

  // What is not met, without what is not applicable unless there is nothing else.
  blockers(pair) {
    const no = pair.filter((number) => this.reading.value(number) === false);
    const reasons = once(no.map((number) => this.reading.deciding(number)));
    const applies = (reason) => !this.reading.known.away.has(this.matcher.graph.leaves[reason.split(" ")[0]].fact);
    const applicable = reasons.filter(applies);
    return (applicable.length ? applicable : reasons).map((reason) => this.reading.reason(reason));
  }

  // The open lists behind a no: of each concept that would leave it unknown if its own no were unknown.
  unless(measure, pair) {
    const open = measure.concepts.filter(
      (concept) =>
        this.reading.value(concept) === false &&
        allOf(pair.map((number) => this.reading.opened(number, concept))) === null
    );
    return once(open.map((concept) => this.matcher.data.concepts[concept].unless));
  }

  // What is left to the office: residual conditions still open, those found met, those refused.
  office(policy, measure) {
    const open = measure.concepts.filter((concept) => this.reading.value(concept) !== false);
    const texts = once([measure.residual, ...open.map((concept) => this.matcher.data.concepts[concept].residual)]);
    const last = new Map();
    for (const decision of this.decisions) {
      if (decision.policy !== policy.id || decision.clause !== measure.clause || decision.service !== measure.service) continue;
      for (const text of texts) if (namesResidual(decision.residual, text)) last.set(text, decision);
    }
    const decided = (outcome) =>
      texts
        .filter((text) => last.has(text) && last.get(text).outcome === outcome)
        .map((text) => ({ residual: text, by: last.get(text).by, on: isoOf(last.get(text).on) }));
    const left = texts.filter((text) => !last.has(text) || last.get(text).outcome !== "granted");
    const residual = left.map((text) => (last.has(text) ? refusal(text, last.get(text)) : text));
    return { residual, settled: decided("granted"), refused: decided("refused") };
  }
}

const namesResidual = (name, text) => name === text || name === text.split("（")[0];

function refusal(text, decision) {
  const before = text.endsWith("）") ? `${text.slice(0, -1)}；` : `${text}（`;
  return `${before}${formatDay(decision.on)}${decision.by}认定不符合）`;
}

// What is wrong with decisions: what no document prints, what was taken after the day, what is against another.
function wrongDecisions(data, decisions, on) {
  const outcomes = new Map();
  return decisions.flatMap((decision, number) => {
    const about = JSON.stringify([decision.policy, decision.clause, decision.service, decision.residual, decision.on]);
    const unknown = notPrinted(data, decision);
    if (unknown !== null) return [problem("unknown-name", ["decisions", number], unknown)];
    if (decision.on > on) return [problem("decision-after-on", ["decisions", number], decision.residual)];
    const outcome = kept(outcomes, about, () => decision.outcome);
    return outcome === decision.outcome ? [] : [problem("decided-twice", ["decisions", number], decision.residual)];
  });
}

// The profile with the numbers of people in its decisions masked.
function maskedProfile(profile) {
  const { decisions = null } = profile;
  return decisions === null ? profile : { ...profile, decisions: decisions.map((each) => ({ ...each, by: mask(each.by) })) };
}

// The first part of a decision that is not there: document, clause, service or residual.
function notPrinted(data, decision) {
  const policy = data.policies.find((each) => each.id === decision.policy);
  if (policy === undefined) return decision.policy;
  if (!policy.clauses.includes(decision.clause)) return decision.clause;
  const ofClause = policy.measures.filter(({ clause, service }) => clause === decision.clause && service === decision.service);
  if (!ofClause.length) return decision.service;
  const concepts = ofClause.flatMap((measure) => measure.concepts.map((concept) => data.concepts[concept]));
  const residuals = [...ofClause, ...concepts].flatMap(({ residual }) => residual);
  return residuals.some((text) => namesResidual(decision.residual, text)) ? null : decision.residual;
}
