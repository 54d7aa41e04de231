// When time alone opens a service, with what is known today: matcher.py.

// [matcher, first day, day after the last] of the days from today between which nothing changes but time.
function erasOf(matcher) {
  if (matcher.eras === undefined) {
    const { data, places, on, written } = matcher;
    const starts = [on, ...daysOfChange(matcher).filter((day) => day > on)];
    const later = (day) => (day === on ? matcher : new Matcher(data, places, { place: written, on: isoOf(day) }));
    matcher.eras = starts.map((day, index) => [later(day), day, starts[index + 1] ?? LAST_DAY + 1]);
  }
  return matcher.eras;
}

// The days on which a document, a law or a value of the place begins or ends, in order.
function daysOfChange({ data, chain, codes }) {
  const documents = data.policies.filter((policy) => chain.includes(policy.place)).map((policy) => policy.issued);
  const values = codes.flatMap((code) => Object.values((data.places[code] ?? { parameters: {} }).parameters).flat());
  const days = new Set([...documents, ...Object.values(data.laws), ...values.map(([since]) => since)]);
  return [...days].sort((one, other) => one - other);
}

function timedLeaves(graph) {
  const stated = graph.nodes.filter(([kind]) => kind === "stated").map(([, , own]) => graph.leaves[own]);
  return [...new Set(stated)].filter((leaf) => leaf.kind === "ago" || has(graph.derived, leaf.fact));
}

// The days on which time alone can change what a leaf says: anniversaries of the bounds of its day.
function turningDays(graph, leaf, values, reading) {
  const day = values[graph.derived[leaf.fact] ?? leaf.fact];
  const ends = day === undefined ? [] : [day.low, day.high].filter((end) => end !== null);
  if (leaf.kind === "ago") return ends.map((end) => add(end, leaf.amount, leaf.unit));
  const bounds = (leaf.operands ?? []).map((operand) => reading.operand(operand));
  const numbers = [...bounds.flatMap(({ low, high }) => [low, high]), ...(leaf.values ?? [])].filter((side) => side !== null);
  const years = numbers.flatMap((number) => [Math.ceil(number), Math.floor(number) + 1]);
  return ends.flatMap((end) => years.map((amount) => add(end, amount, "years")));
}

// The first later day of each service (by its id) and measure on which it is a yes (or possibly is) for the same profile.
function openingDays(today, profile, possibly = false) {
  const [{ graph }, opens] = [today, new Map()];
  const [stated, timed] = [readProfile(graph, profile), timedLeaves(graph)];
  for (const [matcher, start, end] of erasOf(today)) {
    const values = { ...matcher.values.facts, ...stated.values };
    const now = new Reading(graph, { on: start, values: {}, away: new Set(), parameters: matcher.values.parameters });
    const turns = timed.flatMap((leaf) => turningDays(graph, leaf, values, now));
    const days = [...new Set([start, ...turns])].filter((day) => start <= day && day < end).sort((one, other) => one - other);
    const tried = new Set();
    for (const day of days) {
      const reading = readingOn(matcher, stated, day);
      if (reading === null) continue;
      const view = timed.map((leaf) => reading.stated(leaf)).join();
      if (tried.has(view)) continue;
      tried.add(view);
      for (const name of eligibleOn(matcher, reading, day, possibly)) if (!opens.has(name)) opens.set(name, day);
    }
  }
  return opens;
}

// On some later days a profile may contradict itself: what it says of today does not hold then.
function readingOn({ graph, values }, stated, day) {
  try {
    return new Reading(graph, { ...resolve(graph, stated, day, values.facts), parameters: values.parameters });
  } catch (error) {
    if (!(error instanceof LiushouError)) throw error;
    return null;
  }
}

function eligibleOn(matcher, reading, day, possibly) {
  const inForce = ({ measure }) => measure.until === null || day <= measure.until;
  const holds = (node) => (possibly ? reading.value(node) !== false : reading.value(node) === true);
  const isYes = ({ policy, measure }) => [policy.definition, measure.condition].every(holds);
  return matcher.services.flatMap(({ service, bases }) => {
    const yes = bases.filter((basis) => inForce(basis) && isYes(basis)).map(({ measure }) => measure);
    return yes.length ? [service.id, ...yes] : [];
  });
}
