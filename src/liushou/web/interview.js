// The next screen, and the interview (ask/desk.py, ask/interview.py).

const MOST_NODES = 100000;

function plainSide(fact, side) {
  return fact.kind === "date" ? isoOf(side) : side;
}

// A value as a profile file has it.
function plainValue(fact, value) {
  if (value === undefined || value === null) return null;
  if (!isBounds(value)) return value;
  if (isExact(value)) return plainSide(fact, value.low);
  const sides = {};
  if (value.low !== null) sides.at_least = plainSide(fact, value.low);
  if (value.high !== null) sides.at_most = plainSide(fact, value.high);
  return sides;
}

// The questions of one place on one day.
class Desk {
  constructor(matcher) {
    this.matcher = matcher;
    this.facts = matcher.graph.facts;
    this.ways = new Map();
  }

  known(profile) {
    return resolve(this.matcher.graph, readProfile(this.matcher.graph, profile), this.matcher.on, this.matcher.values.facts);
  }

  ready(mixed) {
    const key = JSON.stringify(Object.entries(mixed).sort());
    let way = this.ways.get(key);
    this.ways.delete(key);
    if (way === undefined || way.asking.diagrams.facts.length > MOST_NODES) {
      const asking = new Asking(this.matcher, mixed);
      way = { asking, order: new Order(asking, this.matcher.data.asking) };
    }
    this.ways.set(key, way);
    while (this.ways.size > 4) this.ways.delete([...this.ways.keys()].find((other) => other !== "[]"));
    return way;
  }

  stateOf(known, numberFirst) {
    const way = this.ready({});
    const state = way.asking.state(known, numberFirst);
    if (!state.mixed) return [way, state];
    const other = this.ready(state.mixed);
    return [other, other.asking.state(known, numberFirst)];
  }

  // The facts on which the status of one of these services (all, unless named) still hangs; those she is unsure of
  // where an authority can settle them.
  relevant(known, services = null) {
    const unsure = new Set([...known.unsure].filter((name) => this.facts[name].settled_by !== "authority"));
    const names = new Set();
    for (const numberFirst of [false, true]) {
      const [{ asking }, state] = this.stateOf({ ...known, unsure }, numberFirst);
      const mask = asking.left(state, services).reduce((all, each) => all | each.relevant, 0n);
      asking.names.forEach((name, fact) => (mask & bitOf(fact) ? names.add(name) : null));
      if (!asking.pairs.length) break;
    }
    return names;
  }

  // The next screen, or null where nothing that is asked can change a status.
  screen(known, skipped = [], group = null) {
    const [way, state] = this.stateOf(known, false);
    const left = way.asking.left(state);
    const facts = this.next(way, left, skipped, group);
    return facts.length ? this.screenOf(way.asking, state, left, facts, known) : null;
  }

  // The facts of the next screen: what was skipped comes last, what was skipped twice no more.
  next({ asking, order }, left, skipped, group) {
    const times = asking.names.map((name) => skipped.filter((other) => other === name).length);
    for (const turn of [0, 1]) {
      const among = times.reduce((all, count, at) => (count <= turn ? all | bitOf(at) : all), 0n);
      const ranked = order.facts(left, among);
      if (!ranked.length) continue;
      const groupOf = ([at]) => asking.facts[at].group ?? null;
      const best = ranked.find((entry) => groupOf(entry) === group);
      const stays = this.matcher.data.asking.stay * Math.max(...ranked.map(([, worth]) => worth));
      const chosen = group !== null && best && best[1] >= stays ? group : groupOf(ranked[0]);
      return chosen === null ? [ranked[0][0]] : ranked.filter((entry) => groupOf(entry) === chosen).map(([at]) => at);
    }
    return [];
  }

  screenOf(asking, state, left, facts, known) {
    const group = asking.facts[facts[0]].group ?? "";
    const reasons = this.reasons(asking, state, left, facts);
    const rows = facts.map((at) => {
      const fact = asking.facts[at];
      return {
        fact: asking.names[at],
        title: fact.title,
        ask: fact.ask,
        kind: fact.kind,
        unit: fact.unit ?? null,
        choices: fact.choices ?? {},
        minimum: fact.low ?? null,
        maximum: fact.high ?? null,
        yes: fact.yes ?? "",
        no: fact.no ?? "",
        settled_by: fact.settled_by,
        office: fact.office ?? null,
        known: plainValue(fact, known.values[asking.names[at]]),
        settles: left.filter((each) => each.relevant & bitOf(at)).length,
        why: reasons.get(at),
      };
    });
    const services = this.matcher.services.length;
    return {
      group,
      title: this.matcher.data.groups[group] ?? "",
      rows,
      several: rows.length > 1 && rows.every((row) => row.kind === "yes_no"),
      services,
      settled: services - left.length,
    };
  }

  // The clause of each ground, by service; equal ones are one object.
  get whys() {
    const one = new Map();
    this.ownWhys = this.ownWhys ?? this.matcher.services.map(({ service, bases }) =>
      bases.map(({ policy: { id: policy, number }, measure: { clause, quote } }) => {
        const why = { policy, number, clause, quote, service: service.id, title: service.title };
        return kept(one, JSON.stringify(why), () => why);
      })
    );
    return this.ownWhys;
  }

  // For each fact the clauses of the services that hang on it, where it stands in what is left of the ground.
  reasons(asking, state, left, facts) {
    const reasons = new Map(facts.map((at) => [at, new Set()]));
    const remaining = asking.diagrams.within(state.partly);
    for (const { service, relevant } of left) {
      asking.grounds[service].forEach((ground, number) => {
        const about = asking.diagrams.about[remaining(ground)] & relevant;
        for (const at of facts) if (about & bitOf(at)) reasons.get(at).add(this.whys[service][number]);
      });
    }
    return new Map([...reasons].map(([at, whys]) => [at, [...whys]]));
  }
}

// The screens one after another, answers taken in and taken back.
class Interview {
  constructor(desk, profile = {}) {
    this.desk = desk;
    readProfile(desk.matcher.graph, profile);
    this.steps = [{ profile: maskedProfile(profile), skipped: [], group: null }];
    this.refusal = null;
    this.screen = this.screenAt(this.steps[0]);
  }

  get profile() {
    return this.steps[this.steps.length - 1].profile;
  }

  // Take in the values of facts; null: she does not know. What cannot be is in `refusal`, and the screen stays.
  answer(values) {
    try {
      const groups = Object.keys(values).map((name) => this.desk.facts[name]?.group ?? null);
      const profile = this.with(values);
      return this.go({ profile, skipped: this.last().skipped, group: groups.length ? groups[groups.length - 1] : null });
    } catch (error) {
      if (!(error instanceof LiushouError)) throw error;
      this.refusal = error;
      return this;
    }
  }

  // Yes for these facts of the screen, no for its other yes/no facts on which something still hangs then.
  tick(...facts) {
    const values = Object.fromEntries(facts.map((name) => [name, true]));
    const others = this.screen ? this.screen.rows.filter((row) => row.kind === "yes_no") : [];
    try {
      for (const { fact } of others) {
        if (!has(values, fact) && this.desk.relevant(this.desk.known(this.with(values))).has(fact)) values[fact] = false;
      }
    } catch (error) {
      if (!(error instanceof LiushouError)) throw error;
    }
    return this.answer(values);
  }

  unsure(...facts) {
    return this.answer(Object.fromEntries((facts.length ? facts : this.asked()).map((name) => [name, null])));
  }

  skip(...facts) {
    const skipped = [...this.last().skipped, ...(facts.length ? facts : this.asked())];
    return this.go({ ...this.last(), skipped });
  }

  back() {
    if (this.steps.length > 1) this.steps.pop();
    this.refusal = null;
    this.screen = this.screenAt(this.last());
    return this;
  }

  last() {
    return this.steps[this.steps.length - 1];
  }

  asked() {
    return this.screen ? [this.screen.rows[0].fact] : [];
  }

  with(values) {
    const { graph } = this.desk.matcher;
    const before = readProfile(graph, this.profile).values;
    const { unsure: known = [], ...stated } = this.profile;
    const unsure = new Set(known);
    for (const [name, value] of Object.entries(values)) {
      if (value !== null) {
        stated[name] = value;
        unsure.delete(name);
      } else {
        unsure.add(name);
        if (!has(before, name) || !isBounds(before[name]) || isExact(before[name])) delete stated[name];
      }
    }
    const whole = () => (unsure.size ? { ...stated, unsure: [...unsure].sort() } : stated);
    const after = readProfile(graph, whole()).values;
    // Within the same bounds once more: she knows no better.
    for (const name of Object.keys(values)) {
      const [now, then] = [after[name], before[name]];
      const bounded = now !== undefined && isBounds(now) && !isExact(now);
      if (bounded && then !== undefined && now.low === then.low && now.high === then.high) unsure.add(name);
    }
    return whole();
  }

  go(step) {
    const screen = this.screenAt(step);
    this.steps.push(step);
    this.refusal = null;
    this.screen = screen;
    return this;
  }

  screenAt({ profile, skipped, group }) {
    return this.desk.screen(this.desk.known(profile), skipped, group);
  }
}
