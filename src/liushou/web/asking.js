// What can still change a status (ask/cells.py, ask/asking.py): the services of a matcher as decision diagrams.

const signed = (truths) => truths.map((truth) => (truth === null ? "?" : truth ? "1" : "0")).join("");

// One fact with the leaves on it: its values, cut where a leaf changes its mind.
class Domain {
  constructor(reading, name, leaves) {
    this.reading = reading;
    this.name = name;
    this.fact = reading.graph.facts[name];
    this.leaves = leaves;
  }

  // What the leaves come to for a value, exact or within bounds.
  truths(value) {
    const known = { ...this.reading.known, values: { [this.name]: value } };
    const reading = new Reading(this.reading.graph, known);
    return signed(this.leaves.map((leaf) => reading.stated(leaf)));
  }

  // The cells of all values, or of those within bounds, in the order of the values: {truths, value}.
  cells(within = UNKNOWN) {
    const cells = new Map();
    for (const value of this.values(within)) {
      const truths = this.truths(value);
      if (!cells.has(truths)) cells.set(truths, { truths, value });
    }
    return [...cells.values()];
  }

  // What the leaves come to in the usual case of the fact; null where it has none.
  usual() {
    const { usual } = this.fact;
    if (usual === undefined) return null;
    const ago = /^(\d{1,4}) (days|months|years) ago$/.exec(usual);
    const on = this.reading.known.on;
    return this.truths(ago ? exactly(add(on, -Number(ago[1]), ago[2])) : readValue(this.name, this.fact, usual));
  }

  values(within) {
    if (this.fact.kind === "yes_no") return [true, false];
    if (this.fact.kind === "choice") return Object.keys(this.fact.choices);
    let [low, high] = this.range();
    if (within.low !== null) low = Math.max(low, within.low);
    if (within.high !== null) high = Math.min(high, within.high);
    const near = this.fact.kind === "date" ? [...this.days()] : [...this.numbers()];
    const ordered = (points) => [...new Set(points)].sort((one, other) => one - other);
    const points = ordered([low, high, ...near.filter((point) => low <= point && point <= high)]);
    if (this.fact.kind !== "number") return points.map(exactly);
    const between = points.slice(1).map((point, at) => (points[at] + point) / 2);
    return ordered([...points, ...between]).map(exactly);
  }

  range() {
    if (this.fact.kind === "date") {
      return [FIRST_DAY, this.reading.graph.past.includes(this.name) ? this.reading.known.on : LAST_DAY];
    }
    const edges = [...this.edges(this.leaves), 0];
    return [this.fact.low ?? Math.min(...edges) - 2, this.fact.high ?? Math.max(...edges) + 2];
  }

  *edges(leaves) {
    for (const leaf of leaves) {
      if (leaf.kind === "in") yield* leaf.values;
      for (const operand of leaf.operands ?? []) {
        const { low, high } = this.reading.operand(operand);
        if (low !== null) yield low;
        if (high !== null) yield high;
      }
    }
  }

  *numbers() {
    for (const edge of this.edges(this.leaves)) {
      yield edge;
      if (this.fact.kind === "integer") {
        yield* [Math.floor(edge) - 1, Math.floor(edge), Math.ceil(edge), Math.ceil(edge) + 1];
      }
    }
  }

  *days() {
    const on = this.reading.known.on;
    for (const leaf of this.leaves) {
      let cuts = [];
      if (leaf.kind === "ago") {
        cuts = [cutoff(on, leaf.amount, leaf.unit)];
      } else if (this.reading.graph.derived[leaf.fact] !== undefined) {
        const whole = [...this.edges([leaf])].flatMap((edge) => [-1, 0, 1, 2].map((step) => Math.floor(edge) + step));
        cuts = whole.filter((years) => years >= 0 && years < yearOf(on)).map((years) => cutoff(on, years, "years"));
      } else {
        cuts = this.edges([leaf]);
      }
      for (const day of cuts) yield* [day - (day > FIRST_DAY ? 1 : 0), day, day + (day < LAST_DAY ? 1 : 0)];
    }
  }
}

// The grounds of the services of a matcher, and what they hang on. `mixed`: further signatures of facts that are
// known within bounds only, by name.
class Asking {
  constructor(matcher, mixed = {}) {
    this.matcher = matcher;
    this.graph = matcher.graph;
    const known = { on: matcher.on, values: {}, away: new Set(), parameters: matcher.values.parameters };
    this.reading = new Reading(this.graph, known);
    const roots = matcher.services.flatMap(({ bases }) => bases.flatMap((basis) => pairOf(basis)));
    const asked = new Set(this.leavesOf(roots).keys());
    const refused = this.graph.contradictions.filter(([first, second]) => asked.has(first) || asked.has(second));
    const used = this.leavesOf([...roots, ...refused.map(([, , node]) => node)]);
    const order = (name) => this.graph.facts[name].order;
    const names = [...used.keys()].sort((one, other) => order(one) - order(other) || (one < other ? -1 : 1));
    this.names = [...this.inOrder(names)].filter((name) => used.has(name));
    // The place of each fact in the catalogue.
    this.rank = this.names.map((name) => names.indexOf(name));
    this.number = new Map(this.names.map((name, number) => [name, number]));
    this.facts = this.names.map((name) => this.graph.facts[name]);
    this.domains = this.names.map((name) => new Domain(this.reading, name, used.get(name)));
    const pairs = this.graph.pairs.map((pair) => [this.number.get(pair.number), this.number.get(pair.day)]);
    this.pairs = pairs.filter((pair) => !pair.includes(undefined));
    const paired = new Set(this.pairs.flat());
    // Of each fact the cells of values, those known within bounds, not applicable (where paired), and last unknown.
    this.cells = this.domains.map((domain, number) => [
      ...domain.cells(),
      ...(has(mixed, domain.name) ? [{ truths: mixed[domain.name], value: null }] : []),
      ...(paired.has(number) ? [{ truths: "0".repeat(domain.leaves.length), value: null }] : []),
      { truths: "?".repeat(domain.leaves.length), value: null },
    ]);
    this.real = this.cells.map((cells) => [...cells.keys()].filter((at) => cells[at].value !== null));
    this.unknown = this.cells.map((cells) => cells.length - 1);
    // Facts that say something of others when they are stated at all: in some cases they cannot be.
    this.special = [...this.names.keys()].filter((number) => this.facts[number].special);
    this.needs = this.facts.map((fact) => fact.needs.map((name) => this.number.get(name)).filter((at) => at !== undefined));
    const maskOf = (numbers) => numbers.reduce((all, number) => all | bitOf(number), 0n);
    const all = [...this.names.keys()];
    this.along = {
      partly: false,
      withIt: all.map((at) => maskOf(all.filter((other) => this.needs[other].includes(at)))),
      stated: maskOf(this.special),
    };
    this.alongPartly = {
      partly: true,
      withIt: all.map((at) => maskOf(this.pairs.flatMap((pair) => (pair.includes(at) ? pair.filter((other) => other !== at) : [])))),
      stated: 0n,
    };
    this.diagrams = new Diagrams(this.cells.map((cells) => cells.length));
    this.built = new Map();
    this.refused = refused.map(([, , node]) => this.diagrams.turned(this.diagram(node), TURNED_NOT_YES));
    this.roots = new Map();
    this.grounds = matcher.services.map(({ bases }) => bases.map((basis) => this.ground(basis)));
    this.plain = this.grounds.map((grounds) => grounds.reduce((all, ground) => this.diagrams.either(all, ground), NO_END));
  }

  // The facts in order, but each after those that it needs or implies.
  inOrder(names) {
    const order = new Set();
    for (const name of names) {
      for (const before of this.inOrder(this.graph.facts[name].before)) order.add(before);
      order.add(name);
    }
    return order;
  }

  // The stated leaves below some nodes, by the fact that is asked for.
  leavesOf(roots) {
    const [byFact, seen] = [new Map(), new Set(roots)];
    for (const number of seen) {
      const [kind, children, own] = this.graph.nodes[number];
      for (const child of children) seen.add(child);
      if (kind !== "stated") continue;
      const leaf = this.graph.leaves[own];
      kept(byFact, this.graph.derived[leaf.fact] ?? leaf.fact, () => []).push(leaf);
    }
    return byFact;
  }

  diagram(number) {
    return kept(this.built, number, () => {
      const { diagrams } = this;
      const [kind, children, own, law] = this.graph.nodes[number];
      if (kind === "stated") {
        const leaf = this.graph.leaves[own];
        const fact = this.number.get(this.graph.derived[leaf.fact] ?? leaf.fact);
        const at = this.domains[fact].leaves.indexOf(leaf);
        return diagrams.node(fact, this.cells[fact].map((cell) => "0?1".indexOf(cell.truths[at])));
      }
      if (kind === "all") return children.reduce((all, child) => diagrams.both(all, this.diagram(child)), YES_END);
      if (kind === "any") return children.reduce((all, child) => diagrams.either(all, this.diagram(child)), NO_END);
      const inForce = this.reading.inForce(law);
      if (inForce !== true) return inForce === null ? UNKNOWN_END : NO_END;
      const child = this.diagram(children[0]);
      if (kind === "not" || kind === "possibly") return diagrams.turned(child, kind === "not" ? TURNED_NOT : TURNED_POSSIBLY);
      return child;
    });
  }

  ground(basis) {
    const [definition, own] = pairOf(basis);
    return this.diagrams.both(this.diagram(definition), this.diagram(own));
  }

  // The diagram of a service where it can be so; `unsure` null: while facts may stay unknown, too.
  root(service, unsure) {
    const mask = unsure === null ? null : unsure & this.special.reduce((all, number) => all | bitOf(number), 0n);
    return kept(this.roots, `${service}:${mask}`, () => {
      const { diagrams } = this;
      const plain = this.plain[service];
      const touches = (each) => (diagrams.about[each] & diagrams.about[plain]) !== 0n;
      const about = this.refused.filter(touches);
      if (mask === null) about.push(...this.pairs.map((pair) => this.paired(...pair)));
      else about.push(...this.special.filter((number) => !(mask & bitOf(number))).map((number) => this.stated(number)));
      const possible = about.filter(touches).reduce((all, each) => diagrams.both(all, each), YES_END);
      return diagrams.where(plain, possible);
    });
  }

  isUnknown(number) {
    const parts = this.cells[number].map((_, at) => (at === this.unknown[number] ? YES_END : NO_END));
    return this.diagrams.node(number, parts);
  }

  // Both are unknown, or neither is.
  paired(number, day) {
    const both = [this.isUnknown(number), this.isUnknown(day)];
    const neither = both.map((each) => this.diagrams.turned(each, TURNED_NOT));
    return this.diagrams.either(this.diagrams.both(...both), this.diagrams.both(...neither));
  }

  // The fact is unknown only where it can have no value.
  stated(number) {
    const { diagrams } = this;
    const about = this.refused.filter((each) => diagrams.about[each] & bitOf(number));
    const possible = about.reduce((all, each) => diagrams.both(all, each), YES_END);
    const having = this.real[number].reduce((all, cell) => {
      const some = [];
      some[number] = [cell];
      return diagrams.either(all, diagrams.within(some, number)(possible));
    }, NO_END);
    // What is not applicable has no value either.
    const needing = this.graph.needs.find(([name]) => name === this.names[number]);
    const applicable = needing === undefined ? YES_END : this.diagram(needing[1]);
    return diagrams.turned(diagrams.both(this.isUnknown(number), diagrams.both(having, applicable)), TURNED_NOT);
  }

  // What is known of her as cells: those left of each fact (also while others stay unknown), and where each stands.
  // Where a fact is known within bounds that no cell stands for: {mixed}, the signatures that are needed.
  state(known, numberFirst = false) {
    const state = { allowed: [], partly: [], now: [], open: 0n, unsure: 0n };
    const mixed = {};
    this.names.forEach((name, number) => {
      const unknown = this.unknown[number];
      const isUnsure = known.unsure.has(name);
      let [stands, left, partly] = [unknown, null, null];
      if (known.values[name] !== undefined) {
        const [cells, at] = this.knownCells(number, known.values[name]);
        if (at === null) mixed[name] = this.domains[number].truths(known.values[name]);
        stands = at;
        left = partly = cells.length === 1 || !isUnsure ? cells : [at];
      } else if (known.away.has(name)) {
        stands = unknown - (this.pairs.some((pair) => pair.includes(number)) ? 1 : 0);
        left = partly = [stands];
      } else {
        left = isUnsure ? [unknown] : [...this.real[number], ...(this.special.includes(number) ? [unknown] : [])];
        partly = isUnsure ? [unknown] : [...this.real[number], unknown];
      }
      if (left.length === 1 && (isUnsure || known.away.has(name))) {
        state.unsure |= bitOf(number);
      } else if (left.length > 1 && !known.away.has(name)) {
        state.open |= bitOf(number);
        partly = left.includes(stands) ? left : [...left, stands];
      }
      state.allowed.push(left);
      state.partly.push(partly);
      state.now.push(stands);
    });
    if (Object.keys(mixed).length) return { mixed };
    for (const pair of this.pairs) {
      const unknownBoth = pair.every((number) => state.now[number] === this.unknown[number]);
      const canBe = (numberFirst ? pair : [...pair].reverse()).filter((number) => state.open & bitOf(number));
      if (!unknownBoth || !canBe.length) continue;
      const other = pair[0] + pair[1] - canBe[0];
      const away = this.unknown[other] - 1;
      [state.allowed[other], state.partly[other]] = [[away], [away, this.unknown[other]]];
      state.open &= ~bitOf(other);
    }
    return state;
  }

  // The cells of a value, and the one that stands for all of it.
  knownCells(number, value) {
    const [domain, cells] = [this.domains[number], this.cells[number]];
    const at = (truths) => this.real[number].find((index) => cells[index].truths === truths);
    if (!isBounds(value) || isExact(value)) {
      const index = at(domain.truths(value));
      return [[index], index];
    }
    const inside = domain.cells(value).map((cell) => at(cell.truths)).sort((one, other) => one - other);
    if (inside.length === 1) return [inside, inside[0]];
    const truths = domain.truths(value);
    const stands = cells.findIndex((cell) => cell.truths === truths);
    return [inside, stands < 0 ? null : stands];
  }

  outcome(service, state) {
    let diagram = this.plain[service];
    while (diagram > IMPOSSIBLE) diagram = this.diagrams.parts[diagram][state.now[this.diagrams.facts[diagram]]];
    return diagram;
  }

  // Those of the services (all, unless their ids are given) whose status can still change: {service, diagram, relevant}.
  left(state, services = null) {
    const { diagrams } = this;
    const [strictly, partly] = [diagrams.within(state.allowed), diagrams.within(state.partly)];
    const result = [];
    for (const service of this.plain.keys()) {
      if (services !== null && !services.includes(this.matcher.services[service].service.id)) continue;
      let diagram = strictly(this.root(service, state.unsure));
      let relevant = diagrams.relevant(diagram, this.along) & state.open;
      const now = this.outcome(service, state);
      if (!relevant && [...diagrams.outcomes(diagram)].some((end) => end !== now)) {
        // Whatever she answers it comes to the same, but it is not so yet: (x and y) or (x and not y).
        diagram = partly(this.root(service, null));
        relevant = diagrams.relevant(diagram, this.alongPartly);
        // A day and the number instead of it become known together.
        for (const [number, day] of this.pairs) {
          const both = bitOf(number) | bitOf(day);
          if (relevant & both) relevant |= both;
        }
        relevant &= state.open;
      }
      if (relevant) result.push({ service, diagram, relevant });
    }
    return result;
  }
}

const pairOf = ({ policy, measure }) => [policy.definition, measure.condition];
