// Decision diagrams over the cells of facts (ask/diagram.py): what conditions come to, for every value that is not
// known yet. A diagram is NO, UNKNOWN, YES, IMPOSSIBLE, or the number of a node that asks for one fact and has one
// diagram for each of its cells, -1 for a cell that is ruled out. A set of facts is a BigInt, one bit each.

const NO_END = 0;
const UNKNOWN_END = 1;
const YES_END = 2;
const IMPOSSIBLE = 3;
// A way to join two diagrams besides NO_END (the lesser), YES_END (the greater) and IMPOSSIBLE.
const AGREE = 4;
const TURNED_NOT = [YES_END, UNKNOWN_END, NO_END];
const TURNED_POSSIBLY = [NO_END, YES_END, YES_END];
const TURNED_NOT_YES = [YES_END, YES_END, NO_END];
const LARGE = 2 ** 22;

const BITS = Array.from({ length: 256 }, (_, fact) => 1n << BigInt(fact));
const bitOf = (fact) => BITS[fact] ?? 1n << BigInt(fact);

function kept(map, key, work) {
  let value = map.get(key);
  if (value === undefined) {
    value = work();
    map.set(key, value);
  }
  return value;
}

class Diagrams {
  constructor(widths) {
    this.widths = widths;
    this.facts = [0, 1, 2, 3].map(() => widths.length);
    this.parts = [[], [], [], []];
    this.about = [0n, 0n, 0n, 0n];
    this.unique = new Map();
    this.joined = new Map();
    this.turnedOnes = new Map();
    this.apart = new Map();
    this.ends = new Map();
    this.relevantOnes = new Map();
  }

  node(fact, parts) {
    let only = -1;
    for (const part of parts) {
      if (part < 0 || part === only) continue;
      if (only >= 0) return this.uniqueNode(fact, parts);
      only = part;
    }
    return only >= 0 ? only : this.uniqueNode(fact, parts);
  }

  uniqueNode(fact, parts) {
    return kept(this.unique, `${fact}:${parts}`, () => {
      this.facts.push(fact);
      this.parts.push(parts);
      this.about.push(parts.reduce((all, part) => (part < 0 ? all : all | this.about[part]), bitOf(fact)));
      return this.facts.length - 1;
    });
  }

  // The lesser of the two (Kleene's all), the greater (any), the first where the second is YES.
  both(first, second) {
    return this.join(NO_END, first, second);
  }

  either(first, second) {
    return this.join(YES_END, first, second);
  }

  where(first, possible) {
    return this.join(IMPOSSIBLE, first, possible);
  }

  join(kind, first, second) {
    if (kind === IMPOSSIBLE) {
      if (second < 4) return second === YES_END ? first : IMPOSSIBLE;
    } else if (kind === AGREE) {
      if (first === IMPOSSIBLE || first === second) return second;
      if (second === IMPOSSIBLE) return first;
      if (first === UNKNOWN_END || second === UNKNOWN_END || (first < 4 && second < 4)) return UNKNOWN_END;
    } else {
      if (first === kind || second === kind) return kind;
      if (first === YES_END - kind || first === second) return second;
      if (second === YES_END - kind) return first;
      if (first > second) [first, second] = [second, first];
    }
    return kept(this.joined, (kind * LARGE + first) * LARGE + second, () => {
      const [fact, pairs] = this.sideBySide(first, second);
      return this.node(fact, pairs.map(([one, other]) => (one < 0 || other < 0 ? -1 : this.join(kind, one, other))));
    });
  }

  // The fact that comes first in either, and the parts of both for each of its cells.
  sideBySide(first, second) {
    const fact = Math.min(this.facts[first], this.facts[second]);
    const partsOf = (diagram, cell) => (this.facts[diagram] === fact ? this.parts[diagram][cell] : diagram);
    const pairs = [];
    for (let cell = 0; cell < this.widths[fact]; cell += 1) pairs.push([partsOf(first, cell), partsOf(second, cell)]);
    return [fact, pairs];
  }

  // The diagram with `table` for NO, UNKNOWN, YES.
  turned(diagram, table) {
    if (diagram < 4) return diagram === IMPOSSIBLE ? diagram : table[diagram];
    return kept(this.turnedOnes, `${diagram}:${table}`, () =>
      this.node(this.facts[diagram], this.parts[diagram].map((part) => (part < 0 ? part : this.turned(part, table))))
    );
  }

  // A function from a diagram to what is left of it where facts are in the cells that are allowed; `only`: of one fact.
  within(allowed, only = null) {
    const known = new Map();
    const bit = only === null ? 0n : bitOf(only);
    const left = (diagram) => {
      if (diagram < 4 || (only !== null && !(this.about[diagram] & bit))) return diagram;
      return kept(known, diagram, () => {
        const [fact, parts] = [this.facts[diagram], this.parts[diagram]];
        const cells = only === null || only === fact ? allowed[fact] : null;
        if (cells !== null && cells.length === 1) return left(parts[cells[0]]);
        const rest = cells === null ? parts : parts.map((part, cell) => (cells.includes(cell) ? part : -1));
        return this.node(fact, rest.map((part) => (part < 0 ? part : left(part))));
      });
    };
    return left;
  }

  // What is left of a diagram where a fact is in one cell; -1 where that is ruled out.
  part(diagram, fact, cell) {
    if (!(this.about[diagram] & bitOf(fact))) return diagram;
    const first = this.below(diagram).find((node) => this.facts[node] === fact);
    if (this.parts[first][cell] < 0) return -1;
    const allowed = [];
    allowed[fact] = [cell];
    return this.within(allowed, fact)(diagram);
  }

  // The nodes of a diagram, each once.
  below(diagram) {
    const seen = new Set([diagram]);
    for (const node of seen) if (node > IMPOSSIBLE) for (const part of this.parts[node]) if (part >= 0) seen.add(part);
    return [...seen].filter((node) => node > IMPOSSIBLE);
  }

  // What a diagram can come to.
  outcomes(diagram) {
    return kept(this.ends, diagram, () => {
      if (diagram <= IMPOSSIBLE) return new Set(diagram === IMPOSSIBLE ? [] : [diagram]);
      const ends = new Set();
      for (const node of this.below(diagram)) {
        for (const part of this.parts[node]) if (part >= 0 && part < IMPOSSIBLE) ends.add(part);
      }
      return ends;
    });
  }

  // What all parts that are possible come to, else UNKNOWN.
  agreed(parts) {
    return parts.reduce((all, part) => (part < 0 ? all : this.join(AGREE, all, part)), IMPOSSIBLE);
  }

  // The facts on which the outcome hangs. `along` says what changes along with a fact: those `withIt`, and whether
  // those in `stated` can be stated at all; `partly` where facts may stay unknown.
  relevant(diagram, along) {
    return kept(this.relevantOnes, `${diagram}:${along.partly}`, () => {
      let known = 0n;
      for (const node of this.below(diagram)) {
        const fact = this.facts[node];
        const changing = [along.withIt[fact], along.stated & ~bitOf(fact)];
        if (!(known & bitOf(fact)) && this.tells(this.parts[node], changing)) known |= bitOf(fact);
      }
      return known;
    });
  }

  tells(parts, changing) {
    const kinds = [...new Set(parts.filter((part) => part >= 0))].sort((one, other) => one - other);
    return kinds.some((one, at) => kinds.slice(at + 1).some((other) => this.differ(one, other, changing)));
  }

  // Whether the two come to different possible outcomes somewhere.
  differ(first, second, changing) {
    if (first === IMPOSSIBLE || second === IMPOSSIBLE) return false;
    if (first < 4 && second < 4) return first !== second;
    if (first === second && !((changing[0] | changing[1]) & this.about[first])) return false;
    return kept(this.apart, `${first}:${second}:${changing}`, () => {
      let [fact, pairs] = this.sideBySide(first, second);
      // What can be stated on one side only counts there as what all its values agree on.
      const [ones, others] = [0, 1].map((side) => pairs.map((pair) => pair[side]));
      if (changing[0] & bitOf(fact)) {
        pairs = [[this.agreed(ones), this.agreed(others)]];
      } else if (changing[1] & bitOf(fact)) {
        // Unknown is the last cell.
        const last = pairs.length - 1;
        pairs.push([ones[last], this.agreed(others.slice(0, -1))], [this.agreed(ones.slice(0, -1)), others[last]]);
      }
      return pairs.some(([one, other]) => one >= 0 && other >= 0 && this.differ(one, other, changing));
    });
  }
}
