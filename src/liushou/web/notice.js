// The sheet to hand over (告知单): what it says, as notice.py says it, from the words and measures of notice.yaml.

// What stands on the sheet below its title, in blocks: {kind: h2, p, li or end, bold, text}.
function noticeOf(answer, groups) {
  const [eligible, open, not] = groups.map(([, cards]) => cards);
  // What only the definition of 留守妇女 keeps from her, and is open to everyone: she need not wait for it.
  const [beyond, later] = [not.filter((card) => card.beyond_document), not.filter((card) => card.opens)];
  const asked = answer.questions.map((question) => [whomOf(question), question.title]);
  const content = { disclaimer: answer.disclaimer, eligible, open, beyond, later, asked };
  const most = { full: eligible.length, rest: eligible.length, ask: asked.length, open: open.length, beyond: beyond.length, later: later.length };
  const here = noticeWords("here", { place: answer.place.name, day: formatDay(spanOf(answer.on).low) });
  const who = ["name", "clerk"].map((name) => `${noticeWords(name)}：${noticeWords("blank")}`).join("　");
  const above = [noticeBlock("p", here), noticeBlock("p", who)];
  let blocks = [...above, ...noticeBlocks(content, most)];
  for (const [part, least] of NOTICE.shorten) {
    while (most[part] > least && heightOf(blocks) > NOTICE.paper.page) {
      most[part] -= 1;
      blocks = [...above, ...noticeBlocks(content, most)];
    }
  }
  return blocks;
}

const noticeWords = (name, given = {}) => NOTICE.words[name].replace(/\{(\w+)\}/g, (_, key) => given[key]);
const noticeBlock = (kind, text, bold = "") => ({ kind, bold, text });

function whomOf({ settled_by: by, office }) {
  if (by === "herself") return noticeWords("herself");
  return noticeWords(by, { office: office ?? noticeWords(by === "certificate" ? "proof" : "office") });
}

function noticeBlocks({ disclaimer, eligible, open, beyond, later, asked }, most) {
  const always = eligible.length ? eligible[0].bring.filter((name) => eligible.every((card) => card.bring.includes(name))) : [];
  const [count, rest] = [eligible.length, eligible.slice(most.full)];
  const numbers = [...new Set(eligible.map((card) => card.deciding[0].citation.number))];
  const blocks = [noticeBlock("h2", noticeWords(count ? "eligible" : "none", { count }))];
  if (always.length) blocks.push(noticeBlock("p", noticeWords("always", { texts: always.join("、") })));
  blocks.push(...eligible.slice(0, most.full).map((card) => noticeItem(card, always, numbers)));
  if (rest.length) {
    blocks.push(noticeBlock("p", noticeWords(most.full ? "rest" : "all", { count: rest.length })));
    blocks.push(...noticeList(rest.map((card) => [card.go || noticeWords("nobody"), card.title]), most.rest));
  }
  if (open.length) {
    blocks.push(noticeBlock("h2", noticeWords("open", { count: open.length })));
    blocks.push(...noticeList(open.map((card) => ["", card.title]), most.open), ...noticeList(asked, most.ask));
  }
  if (beyond.length) {
    blocks.push(noticeBlock("h2", noticeWords("beyond", { count: beyond.length })));
    blocks.push(...noticeList(beyond.map((card) => ["", card.title]), most.beyond));
  }
  if (later.length) {
    const days = later.map((card) => [noticeWords("since", { day: card.opens }), card.title]);
    blocks.push(noticeBlock("h2", noticeWords("later", { count: later.length })), ...noticeList(days, most.later));
  }
  const texts = numbers.map((number) => markOf(numbers, number) + number).join("；");
  const sources = count ? noticeWords("sources", { texts }) : "";
  return [...blocks, noticeBlock("end", noticeWords("end", { disclaimer, sources }))];
}

const markOf = (numbers, number) => String.fromCharCode("①".charCodeAt(0) + (numbers.indexOf(number) % 20));

function noticeItem(card, always, numbers) {
  const { number, clause } = card.deciding[0].citation;
  const bring = card.bring.filter((name) => !always.includes(name));
  const parts = [
    noticeWords("about", { text: card.about }),
    noticeWords("go", { text: card.go || noticeWords("nobody") }),
    bring.length ? noticeWords("bring", { texts: bring.join("、") }) : "",
    card.residual.length ? noticeWords("confirm", { texts: card.residual.join("；") }) : "",
    card.need === "unknown" || card.need === "no" ? noticeWords("need") : "",
    noticeWords("clause", { mark: markOf(numbers, number), clause: labelWords(DATA, clause) }),
  ];
  return noticeBlock("li", parts.join(""), card.title);
}

// [head, text] as one line a head; beyond the first ones only how many there are.
function noticeList(pairs, most) {
  const heads = new Map();
  for (const [head, text] of pairs.slice(0, most)) kept(heads, head, () => []).push(text);
  const lines = [...heads].map(([head, texts]) =>
    head ? noticeBlock("li", noticeWords("listed", { head, texts: texts.join("、") })) : noticeBlock("p", texts.join("、")));
  if (pairs.length > most) lines.push(noticeBlock(pairs[0][0] ? "li" : "p", noticeWords("more", { count: pairs.length - most })));
  return lines;
}

function heightOf(blocks) {
  const { wide, other, line, step, gaps, head } = NOTICE.paper;
  const width = (text) => [...text].reduce((sum, letter) => sum + (letter.codePointAt(0) < 0x250 ? other : wide), 0);
  return blocks.reduce(
    (sum, { kind, bold, text }) => sum + Math.max(1, Math.ceil(width(bold ? `${bold}　${text}` : text) / line)) * step + gaps[kind],
    head
  );
}
