// What other hosts use: match, statuses, and what there is to ask and to choose from.

const KNOWN_PLACES = new Places(PLACES);
const rules = DATA.rules;
const facts = DATA.graph.facts;
const services = DATA.services.map(({ id, title }) => ({ id, title }));
const KEPT = new Map();

// The matcher of a place and a day; the last ones are kept.
function matcherOf({ place, on }) {
  const key = JSON.stringify([place, on]);
  if (!KEPT.has(key)) {
    if (KEPT.size >= 8) KEPT.delete(KEPT.keys().next().value);
    KEPT.set(key, new Matcher(DATA, KNOWN_PLACES, { place, on }));
  }
  return KEPT.get(key);
}

// The whole answer for one woman: what `liushou match --json` gives. Throws LiushouError.
function match(profile, where) {
  return matcherOf(where).match(profile);
}

// {service: status} alone.
function statuses(profile, where) {
  return matcherOf(where).statuses(profile);
}

// The next screen for a woman of whom `profile` is known; null where no answer can change a status any more.
function nextQuestion(profile, { place, on, skipped = [], group = null }) {
  const { desk } = matcherOf({ place, on });
  return desk.screen(desk.known(profile), skipped, group);
}

// An interview: `screen`, `profile`, and answer({fact: value}), tick, unsure, skip, back.
function interview({ place, on, profile = {} }) {
  return new Interview(matcherOf({ place, on }).desk, profile);
}

// The places in force in a year: [{code, name, level}], in the order of their codes.
function places(year) {
  return KNOWN_PLACES.list(year).map(({ code, name, level }) => ({ code, name, level }));
}
