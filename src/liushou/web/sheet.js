// What an answer says to a person: her services in three groups, her facts as text.

const GROUPS_OF_ANSWER = ["eligible", "undetermined", "ineligible"];

// What stands behind the grounds that decide a service: facts to show by a certificate, facts that an office settles.
function behind(matcher, reading, service) {
  const { bases } = matcher.services.find((offered) => offered.service.id === service.id);
  const deciding = bases.filter((_, at) => service.grounds[at].status === service.status);
  const facts = once(deciding.map(({ policy, measure }) => reasonFacts(reading, [policy.definition, measure.condition])));
  const hers = facts.map((name) => [name, matcher.graph.facts[name]]).filter(([, fact]) => !fact.place);
  const settledBy = (who) => hers.filter(([, fact]) => fact.settled_by === who).map(([name]) => name);
  return { bring: settledBy("certificate"), confirm: settledBy("authority") };
}

function reasonFacts(reading, pair) {
  return once(pair.map((number) => reading.met(number).map((reason) => reading.reason(reason).fact)));
}

// Everything that a card or a line of the sheet shows.
function cardsOf(profile, matcher) {
  const [answer, reading, again] = [matcher.match(profile), matcher.reading(profile), openingDays(matcher, profile, true)];
  const { facts } = matcher.graph;
  const named = (names) => byOffice(facts, names);
  // From when time alone makes a no a yes; where more is not known yet, from when it is no longer a no.
  const opens = ({ id, status, opens: day }) => {
    if (day !== null) return formatDay(spanOf(day).low);
    return status === "ineligible" && again.has(id) ? formatDay(again.get(id)) : null;
  };
  const cards = answer.services.map((service) => {
    const deciding = service.grounds.filter((ground) => ground.status === service.status);
    const { bring, confirm } = behind(matcher, reading, service);
    const blockers = once(deciding.map((ground) => ground.blocked_by.map((blocker) => blocker.fact)));
    return {
      ...service,
      about: matcher.data.services.find((each) => each.id === service.id).about,
      force: matcher.data.words.forces[deciding[0].force],
      deciding,
      go: goTo(service, deciding),
      carriedOutBy: once(deciding.map((ground) => ground.carried_out_by)),
      bring: [...new Set(bring.map((name) => facts[name].office ?? facts[name].title))],
      confirm: named(confirm),
      residual: once(deciding.map((ground) => ground.residual)),
      missing: service.status === "undetermined" ? named(once(deciding.map((ground) => ground.missing))) : [],
      why: once(deciding.map((ground) => ground.blocked_by.map((blocker) => blocker.text))),
      // Whether she belongs to a group, an office may decide otherwise; what she or her husband does is not for us.
      decide: named(blockers.filter((name) => facts[name].settled_by === "authority")),
      unless: once(deciding.map((ground) => ground.unless)),
      opens: opens(service),
    };
  });
  return { answer, groups: GROUPS_OF_ANSWER.map((status) => [status, cards.filter((card) => card.status === status)]) };
}

// Titles of facts by who settles them: 民政部门核定：享受低保、特困; what she says herself comes first.
function byOffice(facts, names) {
  const groups = new Map();
  for (const name of names) {
    const { settled_by: by, office = "主管部门" } = facts[name];
    const head = by === "authority" ? `${office}核定：` : by === "certificate" ? `看${office}：` : "";
    kept(groups, head, () => []).push(facts[name].title);
  }
  return [...groups].sort(([one], [other]) => one.length - other.length).map(([head, titles]) => head + titles.join("、"));
}

function goTo(service, deciding) {
  if (service.where !== null) return service.where.office;
  const { lead, sole, joint, support } = deciding[0].agencies;
  return [...lead, ...sole, ...joint, ...support].slice(0, 3).join("、");
}

// -- her facts as text -------------------------------------------------------------------------

function valueWords(fact, value) {
  if (typeof value === "boolean") return value ? "是" : "否";
  if (fact.kind === "choice") return fact.choices[value] ?? value;
  if (typeof value !== "object") return `${value}`;
  const low = value.at_least === undefined ? "" : `不少于${value.at_least}`;
  return low + (value.at_most === undefined ? "" : `不超过${value.at_most}`);
}

function inOrder(facts, profile) {
  const stated = Object.keys(profile).filter((name) => has(facts, name));
  return stated.sort((one, other) => facts[one].order - facts[other].order);
}

// As a profile file of liushou.
function profileText(profile, matcher) {
  const { facts } = matcher.graph;
  const written = (value) => (typeof value === "object" ? JSON.stringify(value).replace(/"/g, "").replace(/([:,])/g, "$1 ") : value);
  const lines = inOrder(facts, profile).map((name) => `${name}: ${written(readable(facts[name], profile[name]))}`);
  if (profile.unsure && profile.unsure.length) lines.push(`unsure: [${profile.unsure.join(", ")}]`);
  return `# ${matcher.place.code} ${matcher.place.name} ${isoOf(matcher.on)}\n${lines.join("\n")}\n`;
}

const readable = (fact, value) => (fact.kind === "yes_no" && typeof value === "boolean" ? (value ? "是" : "否") : value);

// As two lines of a ledger, headings and values, with tabs between.
function ledgerText(profile, matcher) {
  const { facts } = matcher.graph;
  const names = inOrder(facts, profile);
  const cells = names.map((name) => valueWords(facts[name], profile[name]));
  return `${names.map((name) => facts[name].title).join("\t")}\n${cells.join("\t")}\n`;
}
