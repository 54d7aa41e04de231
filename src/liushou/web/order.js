// Which question comes next (ask/order.py): what settles most in expectation, cheap before dear.

const roundedWorth = (value) => Number(value.toFixed(6));

function sureness(ends) {
  const total = ends[0] + ends[1] + ends[2];
  return total > 0 ? ends.reduce((sum, end) => sum + (end / total) ** 2, 0) : 1;
}

function addTo(sums, values, times) {
  for (let end = 0; end < 3; end += 1) sums[end] += times * values[end];
}

class Order {
  constructor(asking, weights) {
    this.asking = asking;
    this.diagrams = asking.diagrams;
    this.weights = weights;
    this.chances = asking.domains.map((domain, number) => this.chancesOf(domain, asking.cells[number]));
    this.costs = asking.facts.map((fact) => weights.costs[fact.settled_by] * (weights.kinds[fact.kind] ?? 1));
    this.kept = { ends: new Map(), worth: new Map(), parts: new Map(), least: new Map() };
  }

  // How likely each cell of values is before anything is known.
  chancesOf(domain, cells) {
    const count = cells.filter((cell) => cell.value !== null).length;
    const usual = domain.usual();
    if (count === 1 || usual === null) return cells.map((cell) => (cell.value === null ? 0 : 1 / count));
    const [likely, first] = [cells.findIndex((cell) => cell.truths === usual), this.weights.usual];
    const rest = (1 - first) / (count - 1);
    return cells.map((cell, at) => (cell.value === null ? 0 : at === likely ? first : rest));
  }

  // The facts among those that can change a status, as [fact, worth], the best first.
  facts(left, among) {
    const relevant = left.reduce((all, each) => all | each.relevant, 0n);
    const times = new Map();
    for (const { diagram } of left) times.set(diagram, (times.get(diagram) ?? 0) + 1);
    const worth = new Map(this.askable(relevant & among).map((fact) => [fact, 0]));
    for (const [diagram, count] of times) {
      for (const [fact, value] of this.worth(diagram)) {
        if (worth.has(fact)) worth.set(fact, worth.get(fact) + count * value);
      }
    }
    let ranked = [...worth].map(([fact, value]) => [fact, roundedWorth(value / this.costs[fact])]);
    const { rank } = this.asking;
    ranked.sort((one, other) => other[1] - one[1] || rank[one[0]] - rank[other[0]]);
    if (!(relevant & ~among) && this.states(relevant) <= this.weights.exact) {
      const best = this.least([...times.keys()])[1];
      ranked = [...ranked.filter(([fact]) => fact === best), ...ranked.filter(([fact]) => fact !== best)];
    }
    return ranked;
  }

  // How many states of knowledge there are of these facts: each is in one of its cells, or not known yet.
  states(facts) {
    const kinds = this.chances.map((chances, fact) => (facts & bitOf(fact) ? chances.filter(Boolean).length + 1 : 1));
    return kinds.reduce((all, count) => all * count, 1);
  }

  // A fact that needs another waits until that one is known.
  askable(relevant) {
    const stands = (fact) => (relevant & bitOf(fact)) !== 0n;
    const facts = [...this.asking.names.keys()].filter(stands);
    return facts.filter((fact) => !this.asking.needs[fact].some(stands));
  }

  // How likely no, unknown and yes are.
  ends(diagram) {
    if (diagram <= IMPOSSIBLE) return [0, 1, 2].map((end) => Number(diagram === end));
    return kept(this.kept.ends, diagram, () => {
      const sums = [0, 0, 0];
      for (const [part, chance] of this.branches(diagram)) addTo(sums, this.ends(part), chance);
      return sums;
    });
  }

  // The parts of a node that are possible, with their chances.
  branches(node) {
    const chances = this.chances[this.diagrams.facts[node]];
    const parts = [];
    this.diagrams.parts[node].forEach((part, cell) => {
      if (part !== -1 && part !== IMPOSSIBLE) parts.push([part, chances[cell]]);
    });
    const total = parts.reduce((sum, [, chance]) => sum + chance, 0);
    return parts.map(([part, chance]) => [part, total ? chance / total : 1 / parts.length]);
  }

  // What asking each fact is worth to a service: the chance that it settles it, and by how much it makes it surer.
  worth(diagram) {
    return kept(this.kept.worth, diagram, () => this.workedOut(diagram));
  }

  workedOut(diagram) {
    const { diagrams } = this;
    const whole = this.ends(diagram);
    const reached = new Map([[diagram, 1]]);
    // Of each fact: what comes of it where it is not asked for; and of each of its cells.
    const [passed, byCell] = [new Map(), new Map()];
    const nodes = diagrams.below(diagram).sort((one, other) => diagrams.facts[one] - diagrams.facts[other]);
    for (const node of nodes) {
      const [fact, chance] = [diagrams.facts[node], reached.get(node)];
      addTo(kept(passed, fact, () => [...whole]), this.ends(node), -chance);
      const cells = kept(byCell, fact, () => new Map());
      diagrams.parts[node].forEach((part, cell) => {
        if (part < 0 || !this.chances[fact][cell]) return;
        const ends = part === IMPOSSIBLE ? [0, 0, 0] : this.ends(part);
        addTo(kept(cells, cell, () => [0, 0, 0]), ends, chance);
      });
      for (const [part, share] of this.branches(node)) {
        if (part > IMPOSSIBLE) reached.set(part, (reached.get(part) ?? 0) + chance * share);
      }
    }
    const before = sureness(whole);
    const result = new Map();
    for (const [fact, cells] of byCell) {
      let [total, value] = [0, 0];
      for (const [cell, asked] of cells) {
        addTo(asked, passed.get(fact), 1);
        const weight = this.chances[fact][cell] * (asked[0] + asked[1] + asked[2]);
        const sure = sureness(asked);
        total += weight;
        value += weight * (Number(sure > 1 - 1e-9) + sure - before);
      }
      result.set(fact, total ? value / total : 0);
    }
    return result;
  }

  // [least expected cost until nothing hangs on anything, the question that begins it].
  least(diagrams) {
    const own = [...new Set(diagrams)].sort((one, other) => one - other);
    return kept(this.kept.least, String(own), () => {
      const relevant = own.reduce((all, each) => all | this.diagrams.relevant(each, this.asking.along), 0n);
      const { rank } = this.asking;
      let best = null;
      for (const fact of this.askable(relevant)) {
        const cost = roundedWorth(this.cost(fact, own));
        const before = best === null || cost < best[0];
        if (before || (cost === best[0] && rank[fact] < rank[best[1]])) best = [cost, fact];
      }
      return best ?? [0, -1];
    });
  }

  cost(fact, diagrams) {
    let [total, value] = [0, 0];
    this.chances[fact].forEach((chance, cell) => {
      if (!chance) return;
      const parts = diagrams.map((diagram) => this.part(diagram, fact, cell));
      if (parts.includes(-1) || parts.includes(IMPOSSIBLE)) return;
      total += chance;
      value += chance * this.least(parts.filter((part) => part > IMPOSSIBLE))[0];
    });
    return this.costs[fact] + (total ? value / total : 0);
  }

  part(diagram, fact, cell) {
    return kept(this.kept.parts, `${diagram}:${fact}:${cell}`, () => this.diagrams.part(diagram, fact, cell));
  }
}
