// The page: choose a place, be asked one screen at a time, see what the documents give, print the sheet.

const MAIN = document.getElementById("main");
const MOST_FOUND = 8;
const page = { place: null, on: null, interview: null, year: new Date().getFullYear() };

function h(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const button = (text, act, kind = "", more = null) =>
  h("button", { type: "button", class: kind, onclick: act }, text, more ? h("small", null, more) : null);

// A new screen: its heading takes the focus, so that it is read out.
function present(heading, ...nodes) {
  const title = h("h1", { tabindex: "-1" }, heading);
  const shown = nodes.flat(Infinity).filter(Boolean);
  const above = (node) => node.dataset.above !== undefined;
  MAIN.replaceChildren(...shown.filter(above), title, ...shown.filter((node) => !above(node)));
  document.title = `${heading} · 留守妇女服务查询`;
  document.getElementById("where").textContent = page.interview ? `${page.place.name}　${page.on}` : "";
  window.scrollTo(0, 0);
  title.focus({ preventScroll: true });
}

function alertOf(text) {
  MAIN.querySelectorAll(".alert").forEach((node) => node.remove());
  const node = h("p", { class: "alert", role: "alert" }, text);
  MAIN.querySelector("h1").after(node);
  node.scrollIntoView({ block: "center" });
}

function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

// -- the place -----------------------------------------------------------------------------------

function start() {
  page.interview = null;
  const chosen = h("p", { role: "status" }, page.place ? `已选：${page.place.name}` : "还没有选地方");
  const settle = (place) => {
    page.place = place;
    chosen.textContent = place ? `已选：${place.name}` : "还没有选地方";
  };
  const choose = (place) => {
    settle(place);
    name.value = place ? place.name : "";
    found.replaceChildren();
  };
  const found = h("div", { id: "found", "aria-live": "polite" });
  const name = h("input", { type: "text", id: "name", autocomplete: "off", value: page.place && page.place.name, oninput: () => { settle(null); list(name.value.trim()); } });
  const list = (text) => {
    const places = text ? search(text) : [];
    found.replaceChildren(...places.map((place) => button(place.name, () => choose(place))));
    if (places.length === MOST_FOUND) found.append(h("p", null, `只列出前 ${MOST_FOUND} 个；没有要找的，请再写几个字。`));
    if (text && !places.length) found.append(h("p", null, "没有找到这个地名，请检查，或在下面按省、市、县选。"));
  };
  // What is typed is a choice where one place alone is meant by it.
  const only = () => {
    const places = page.place ? [] : search(name.value.trim());
    if (places.length === 1) choose(places[0]);
    return places.length === 1;
  };
  name.addEventListener("focus", () => name.select());
  name.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const first = page.place ? null : found.querySelector("button");
    if (!only() && first) first.focus();
  });
  const day = h("input", { type: "date", id: "on", value: page.on ?? today(), min: "1900-01-01", max: "2199-12-31" });
  const begin = () => {
    if (!page.place && !only()) return alertOf("请先选地方：输入县（区、市）的名字，在列出的地方里点一个，或按省、市、县选。");
    if (!day.value) return alertOf("请填写日期。");
    page.on = day.value;
    page.interview = interview({ place: page.place.code, on: page.on });
    remember();
    return ask();
  };
  present(
    "有哪些服务，去哪里办",
    h("p", null, "先选居住的地方，再回答几个问题。不知道的选“不清楚”，随时可以看结果。"),
    h("label", { for: "name" }, "居住的县（区、市）"),
    name,
    found,
    byLevels(choose),
    chosen,
    h("details", null, h("summary", null, "换一个日期"), h("label", { for: "on" }, "按哪一天判断"), day),
    button("开始", begin, "first")
  );
}

function search(text) {
  const own = (place) => KNOWN_PLACES.text(place.code, page.year);
  const places = placesNow();
  const first = places.filter((place) => own(place).startsWith(text) || place.name === text || place.code === text);
  const rest = places.filter((place) => !first.includes(place) && place.name.includes(text));
  return [...first, ...rest].slice(0, MOST_FOUND);
}

const placesNow = () => (page.places = page.places ?? [{ code: NATION, name: "全国", level: NATION }, ...places(page.year)]);

// Province, prefecture and county one after another; any of them may be the answer.
function byLevels(choose) {
  const boxes = h("div", null);
  const level = (label, options, above) => {
    const id = `level${boxes.children.length}`;
    const choice = h("select", { id }, h("option", { value: "" }, "请选择"));
    const own = (place) => place.name.slice(above ? above.name.length : 0) || place.name;
    choice.append(...options.map((place) => h("option", { value: place.code }, above ? own(place) : place.name)));
    const box = h("div", null, h("label", { for: id }, label), choice);
    choice.addEventListener("change", () => {
      while (boxes.lastChild !== box) boxes.lastChild.remove();
      const place = options.find((each) => each.code === choice.value) ?? above ?? null;
      choose(place);
      if (!place) return;
      const below = placesNow().filter((each) => isBelow(each, place));
      if (choice.value && below.length) level(place.level === "province" ? "市（州）或县（区）" : "县（区、市）", below, place);
    });
    boxes.append(box);
  };
  level("省（自治区、直辖市）", placesNow().filter((place) => place.level === "province"), null);
  return h("details", null, h("summary", null, "按省、市、县选"), boxes);
}

// Right below: a prefecture in its province, a county in its prefecture, or in its province where it has none.
function isBelow(place, above) {
  if (place.level === NATION || place.code === above.code) return false;
  const holder = containing(place.code).slice(1).find((code) => placesNow().some((each) => each.code === code));
  return holder === above.code;
}

// -- the interview -----------------------------------------------------------------------------------

function ask() {
  const { screen } = page.interview;
  // What was printed before may not be true any more.
  document.getElementById("sheet").replaceChildren(h("p", null, "请先看结果，再打印告知单。"));
  if (screen === null) return result();
  const [row] = screen.rows;
  MAIN.dataset.fact = row.fact;
  const several = screen.several;
  const progress = h("div", { "data-above": true },
    h("label", { for: "progress" }, `已确定 ${screen.settled} 项，共 ${screen.services} 项服务`),
    h("progress", { id: "progress", max: screen.services, value: screen.settled }),
    several ? null : h("p", { class: "quiet" }, screen.title));
  const steps = h("div", { class: "steps" },
    button("← 上一步", back),
    button("以后再问", () => { page.interview.skip(...(several ? screen.rows.map((each) => each.fact) : [row.fact])); ask(); }),
    button("先看结果", result));
  if (several) return present(`${screen.title ? `${screen.title}：` : ""}下面哪些符合？`, progress, checklist(screen), why(screen.rows), steps);
  const forms = { yes_no: yesNo, choice: choice, date: date, number: number, integer: number };
  return present(row.ask, progress, settled(row), forms[row.kind](row), why([row]), steps);
}

function back() {
  if (page.interview.steps.length === 1) return start();
  page.interview.back();
  return ask();
}

function take(values) {
  page.interview.answer(values);
  const { refusal } = page.interview;
  if (refusal) return alertOf(`${refusal.message}。${refusal.fields.length > 1 ? "前面填错的，按“上一步”退回去改。" : ""}`);
  return ask();
}

function settled(row) {
  const known = row.known === null ? null : h("p", null, `已填：${valueWords(DATA.graph.facts[row.fact], row.known)}。请尽量说得更准；说不准就选“不清楚”。`);
  if (row.settled_by === "herself") return known;
  const words = row.settled_by === "authority" ? `这一项由${row.office ?? "主管部门"}核定；不知道结果就选“不清楚”。` : `看${row.office ?? "证件"}上怎样写；没有带就选“不清楚”。`;
  return [h("p", { class: "quiet" }, words), known];
}

const unknown = (row) => button("不清楚", () => take({ [row.fact]: null }));

function yesNo(row) {
  return [
    button("是", () => take({ [row.fact]: true }), "", row.yes),
    button("否", () => take({ [row.fact]: false }), "", row.no),
    unknown(row),
  ];
}

function choice(row) {
  return [...Object.entries(row.choices).map(([key, title]) => button(title, () => take({ [row.fact]: key }))), unknown(row)];
}

function field(id, label, attributes) {
  const input = h("input", { type: "text", id, autocomplete: "off", ...attributes });
  return [input, h("label", { for: id }, label, input)];
}

function form(row, inputs, read) {
  const send = (event) => {
    event.preventDefault();
    const value = read();
    if (typeof value === "string" && value.startsWith("!")) return alertOf(value.slice(1));
    return take({ [row.fact]: value });
  };
  return [h("form", { onsubmit: send, novalidate: true }, inputs, h("button", { type: "submit", class: "first" }, "下一步")), unknown(row)];
}

function date(row) {
  const [[year, ofYear], [month, ofMonth], [day, ofDay]] = [["year", "年"], ["month", "月"], ["day", "日"]].map(([id, label]) =>
    field(id, label, { inputmode: "numeric", maxlength: id === "year" ? 4 : 2 }));
  const inputs = [h("p", null, "月、日说不准的，可以只填年，或只填年、月。"), h("div", { class: "parts" }, ofYear, ofMonth, ofDay)];
  return form(row, inputs, () => {
    const parts = [year, month, day].map((input) => input.value.trim());
    const digits = parts.filter((part, at) => part && parts.slice(0, at).every(Boolean));
    if (!parts[0] || digits.length !== parts.filter(Boolean).length) return "!请填写年份（四位数）；填了日的也要填月。";
    const text = digits.map((part, at) => part.padStart(at ? 2 : 4, "0")).join("-");
    return spanOf(text) === null ? `!没有“${text}”这个日期，请检查。` : text;
  });
}

function number(row) {
  const [input, box] = field("amount", row.unit ? `多少（${row.unit}）` : "多少", { inputmode: "decimal" });
  const side = h("select", { id: "side" }, [["", "正好是"], ["at_most", "不超过"], ["at_least", "不少于"]].map(([value, title]) => h("option", { value }, title)));
  const inputs = h("div", { class: "parts" }, h("label", { for: "side" }, "大约", side), box);
  return form(row, inputs, () => {
    const amount = Number(input.value.trim().replace(/,/g, ""));
    if (!input.value.trim() || !Number.isFinite(amount)) return "!请填写数字。";
    return side.value ? { [side.value]: amount } : amount;
  });
}

// Facts of one group that are yes or no: several may be ticked, and of each she may not know.
function checklist(screen) {
  const rows = screen.rows.map((row) => {
    const yes = h("input", { type: "checkbox", id: row.fact });
    const open = h("input", { type: "checkbox", id: `${row.fact}-unknown`, "aria-label": `不清楚：${row.yes}` });
    yes.addEventListener("change", () => { if (yes.checked) open.checked = false; });
    open.addEventListener("change", () => { if (open.checked) yes.checked = false; });
    const who = row.settled_by === "authority" ? `由${row.office ?? "主管部门"}核定` : row.settled_by === "certificate" ? row.office : null;
    const node = h("div", { class: "row" },
      h("label", { for: row.fact }, yes, h("span", null, row.yes, who ? h("small", null, `　${who}`) : null)),
      h("label", { class: "unknown", for: open.id }, open, "不清楚"));
    return { row, yes, open, node };
  });
  const send = (none) => {
    if (none) rows.forEach(({ yes }) => { yes.checked = false; });
    const marked = rows.filter(({ yes, open }) => yes.checked || open.checked);
    if (!none && !marked.length) return alertOf("请在符合的前面打勾；都不符合，就按“以上都没有”。");
    const values = Object.fromEntries(marked.map(({ row, yes }) => [row.fact, yes.checked ? true : null]));
    return take(withNo(values, rows.map(({ row }) => row.fact)));
  };
  return [
    h("fieldset", null, h("legend", null, "可以选几项；不知道的选“不清楚”。"), rows.map(({ node }) => node)),
    button("选好了，下一步", () => send(false), "first"),
    button(rows.length > 1 ? "以上都没有" : "没有", () => send(true)),
    button("都不清楚", () => take(Object.fromEntries(rows.map(({ row }) => [row.fact, null])))),
  ];
}

// No for the other facts of the screen on which something still hangs then.
function withNo(values, facts) {
  const { desk } = page.interview;
  const all = { ...values };
  try {
    for (const name of facts) {
      if (!has(all, name) && desk.relevant(desk.known(page.interview.with(all))).has(name)) all[name] = false;
    }
  } catch (error) {
    if (!(error instanceof LiushouError)) throw error;
  }
  return all;
}

function why(rows) {
  const whys = [...new Map(rows.flatMap((row) => row.why).map((each) => [JSON.stringify(each), each])).values()];
  const titles = [...new Set(whys.map((each) => each.title))];
  return h("details", null, h("summary", null, "为什么问这个？"),
    h("p", null, `关系到：${titles.join("、")}。`),
    h("ul", null, whys.map((each) => h("li", null, `${each.number} ${labelWords(DATA, each.clause)}：“${each.quote}”`))));
}

// -- the answer -----------------------------------------------------------------------------------

const WORDS_OF_GROUP = {
  eligible: "按已知情况，这些服务的条件已经具备，可以去问、去申请。",
  undetermined: "还有情况没有弄清，弄清以后才知道。",
  ineligible: "按已知情况不符合；情况变了可以再查。",
};

function result() {
  const { profile, screen, desk } = page.interview;
  const { answer, groups } = cardsOf(profile, desk.matcher);
  const { statuses } = DATA.words;
  const sections = groups.map(([status, cards]) => groupOf(status, `${statuses[status]}（${cards.length}）`, cards));
  makeSheet(answer, groups);
  present(
    "结果",
    h("p", null, groups.map(([status, cards]) => `${statuses[status]} ${cards.length} 项`).join("，") + `。${answer.disclaimer}。`),
    screen ? button(`接着回答（还有 ${screen.services - screen.settled} 项没有确定）`, ask, "first") : null,
    button("打印告知单（一张 A4 纸）", () => window.print(), screen ? "" : "first"),
    answers(profile, desk.matcher),
    sections,
    answer.notes.length ? h("details", null, h("summary", null, "说明"), h("ul", null, answer.notes.map((note) => h("li", null, note)))) : null,
    carry(profile, desk.matcher),
    h("div", { class: "steps" }, button("← 上一步", () => (screen ? ask() : back())), button("换一个人，从头开始", start)),
    h("p", { class: "quiet" }, `规则 ${answer.rules.version}（${answer.rules.sha256.slice(0, 8)}）`)
  );
}

function groupOf(status, heading, cards) {
  const body = [h("p", { class: "quiet" }, WORDS_OF_GROUP[status]), cards.map(cardOf)];
  if (!cards.length) return h("section", { class: status }, h("h2", null, heading));
  if (status !== "ineligible") return h("section", { class: status }, h("h2", null, heading), body);
  return h("section", { class: status }, h("details", null, h("summary", null, h("h2", null, heading)), body));
}

// Marks inside a title turn into 〈〉 (GB/T 15834).
const titled = (title) => `《${title.replace(/《/g, "〈").replace(/》/g, "〉")}》`;

const entry = (term, texts) => (texts.length ? [h("dt", null, term), h("dd", null, texts.join("；"))] : []);

function cardOf(card) {
  const yes = card.status === "eligible";
  const change = [
    ...(card.opens ? [`从${card.opens}起，时间满了可以再来问`] : []),
    ...card.decide.map((text) => `部门另有认定的，再来问：${text}`),
    ...card.unless.map((text) => `除非${text}`),
    ...(card.beyond_document ? ["这项服务不限于留守妇女，请另向经办部门咨询"] : []),
  ];
  return h("article", { class: "card" },
    h("h3", null, card.title, card.status === "ineligible" ? null : h("span", { class: "badge" }, card.force)),
    h("p", null, card.about),
    h("dl", null,
      card.status === "ineligible" ? entry("不具备的条件", card.why) : entry("去哪里", card.go ? [card.go + (card.where && card.where.inferred ? "（推断，请先打电话问）" : "")] : []),
      card.status === "ineligible" ? [] : entry("由谁来做", card.carriedOutBy),
      yes ? entry("带上", card.bring) : [],
      yes ? entry("部门要核对", [...card.confirm, ...card.residual]) : [],
      yes && (card.need === "unknown" || card.need === "no") ? entry("什么时候", ["有需要时提出"]) : [],
      entry("还要弄清", card.missing),
      yes ? [] : entry("什么会改变", change)),
    h("details", null, h("summary", null, "文件原文"), card.deciding.map((ground) => [
      h("p", null, `${titled(ground.citation.title)}（${ground.citation.number}）${labelWords(DATA, ground.citation.clause)}`),
      h("blockquote", null, `“${ground.citation.quote}”`),
      ground.reading ? h("p", { class: "quiet" }, `理解：${ground.reading}`) : null,
      ground.basis.map((basis) => h("p", { class: "quiet" }, `${basis.title}：${titled(basis.law)}${labelWords(DATA, basis.at)}“${basis.quote}”`)),
      ground.references.map((law) => h("p", { class: "quiet" }, `${titled(law.title)}${law.standing}`)),
    ])));
}

// What she has said, to be read through once more.
function answers(profile, matcher) {
  const { facts } = matcher.graph;
  const stated = inOrder(facts, profile).map((name) => `${facts[name].title}：${valueWords(facts[name], profile[name])}${facts[name].unit && typeof profile[name] !== "boolean" ? facts[name].unit : ""}`);
  const open = (profile.unsure ?? []).map((name) => `${facts[name].title}：不清楚`);
  return h("details", null, h("summary", null, "我填的情况"), h("ul", null, [...stated, ...open].map((text) => h("li", null, text))),
    h("p", { class: "quiet" }, "填错了，按“上一步”退回去改。"));
}

// Her facts, to be carried into a ledger.
function carry(profile, matcher) {
  const box = (id, label, text) => [h("label", { for: id }, label), Object.assign(h("textarea", { id, readonly: true }), { value: text })];
  return h("details", null, h("summary", null, "把填写的情况带走"),
    box("ledger", "粘贴到台账（两行：列名和内容）", ledgerText(profile, matcher)),
    box("profile", "存成资料文件（liushou 用）", profileText(profile, matcher)),
    codeOf(profileText(profile, matcher)));
}

// The same as a code that another telephone or a computer reads.
function codeOf(text) {
  const box = h("div", null);
  const draw = () => {
    const rows = qrOf(text);
    const picture = rows && h("img", { class: "code", alt: "二维码，内容是上面的资料文件", src: qrPicture(rows), width: 360, height: 360 });
    box.replaceChildren(picture || "内容太长，请用上面的文字。");
  };
  return h("details", { ontoggle: draw }, h("summary", null, "二维码（用另一部手机扫）"), box);
}

// -- the sheet -----------------------------------------------------------------------------------

function makeSheet(answer, groups) {
  const sheet = document.getElementById("sheet");
  sheet.replaceChildren(h("h1", null, noticeWords("title")));
  let list = null;
  for (const { kind, bold, text } of noticeOf(answer, groups)) {
    if (kind !== "li") list = null;
    else if (list === null) sheet.append((list = h("ul", null)));
    const node = h(kind === "end" ? "p" : kind, kind === "end" ? { class: "end" } : null, bold ? [h("b", null, bold), "　"] : "", text);
    (list ?? sheet).append(node);
  }
}

// The button of the phone goes one step back, too.
window.addEventListener("popstate", () => {
  if (!page.interview) return;
  back();
  remember();
});

// An entry of the history with nothing in it; some browsers allow none to a file.
function remember() {
  try {
    history.pushState(null, "");
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

if (DATA.start) page.place = placesNow().find((place) => place.code === DATA.start) ?? KNOWN_PLACES.find(DATA.start, page.year);
start();
