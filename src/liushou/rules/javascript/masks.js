// ID numbers (公民身份号码, GB 11643) and telephones, masked as messages/masks.py does, which says why each part is so.
// A text is searched as its skeleton, of one unit a character. DIGITS are [characters to pass over, how many, the first
// digit], again and again. No pattern looks behind: browsers of the last five years need not know that.

const DIGIT_OF = new Map();
for (let at = 0, code = 0; at < DIGITS.length; at += 3) {
  code += DIGITS[at];
  for (let count = 0; count < DIGITS[at + 1]; count += 1, code += 1) DIGIT_OF.set(code, (DIGITS[at + 2] + count) % 10);
}

const PROVINCE = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)";
const MONTH_DAY = "(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d)|(?:0[13-9]|1[0-2])3[01])";
const BIRTH = `(?:19[1-9]|20[0-4])\\d${MONTH_DAY}`;
const whole = (pattern) => new RegExp(`^(?:${pattern})$`);
const SOUND = whole(`${PROVINCE}\\d{4}${BIRTH}\\d{3}[\\dX]`);
const ID_NUMBER = whole(`${PROVINCE}(?:\\d{3,5}${BIRTH}\\d{2,6}X?|\\d{4}\\d\\d${MONTH_DAY}\\d{3})`);
const ID_BEGINS = new RegExp(`^${PROVINCE}\\d{4}${BIRTH}`);
const ID_IN_GROUPS = whole(`${PROVINCE}\\d{4}-(?:19|20)\\d{5,7}-\\d{2,4}[\\dX]`);
const NO_AMOUNTS = whole("\\d{6}-(?:\\d{6}-\\d{3}|(?:19|20)\\d{2,11}(?:-.*)?)|\\d{4}-(?:\\d{4}-){2,3}\\d{1,3}|.*-0\\d.*|(?:\\d-)+\\d");
const PHONE = whole(
  "(?:0086|86)?1[3-9]\\d{9}|1[3-9]\\d-\\d{4}-?\\d{4}|1[3-9]\\d{5}-\\d{4}|1[3-9]\\d-\\d{3}-\\d{5}|1-[3-9](?:-\\d){9}" +
    "|0(?:10|2\\d|[3-9]\\d\\d)-?(?:\\d{7,8}|\\d{3,4}-\\d{4})"
);
const LAID_OUT = new RegExp(`^${PROVINCE}\\d{4}([-./_ ·])${BIRTH}\\1\\d{3}[\\dX]`);
const GLUED = /\d(?:[-./_ ·\0]{0,2}\d){16}[-./_ ·\0]{0,2}[\dX]\d{0,20}/y;
const DIGIT_GROUP = /\d(?:\0*\d)*(?:[^A-Z\d]{0,2}X(?:\d\d)?(?!\d))?/g;
const ATOM = new RegExp(
  "(?:(?:19|20)\\d\\d([-./])(?:0?[1-9]|1[0-2])\\1(?:0?[1-9]|[12]\\d|3[01])" +
    "|(?:[01]?\\d|2[0-4]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,9})?)?)(?!\\d)",
  "g"
);
const DIGEST = /(?=[0-9]*[A-Fa-f])[0-9A-Fa-f]{40}(?:[0-9A-Fa-f]{24})?(?![0-9A-Za-z])/g;
const SCIENTIFIC = /\d\.\d{4,}E\+?1[4-9](?!\d)/g;
const MASKED_BEFORE = /[\d*X#_]{14,22}(?![\d*X#_])/g;
const POSSIBLE = new RegExp(
  `${PROVINCE}(?:\\d{3,5}${BIRTH}|\\d{6}${MONTH_DAY}|\\d{4}(?:19|20))|(?:0086|86)?1[3-9]\\d{9}|0[1-9]\\d{8}|\\d{1,20}\\?`,
  "y"
);
const UNITS = "年月日号时分秒元块角万千百十亿个人岁级条款项章第至到";
const SPACE = /^[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/;
const [LONGEST_NUMBER, SHORTEST_NUMBER] = [20, 10];

// The matches of a pattern that nothing which `before` matches stands right in front of.
function matches(pattern, text, before) {
  const result = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    if (before.test(text.slice(Math.max(0, match.index - 2), match.index))) pattern.lastIndex = match.index + 1;
    else result.push(match);
  }
  return result;
}

// What stands for a character; what is none of these, as itself, or as a unit of its own where it takes two.
function skeletonOf(character, own) {
  const digit = DIGIT_OF.get(character.codePointAt(0));
  if (digit !== undefined) return String(digit);
  const [plain] = character.normalize("NFKC");
  if ("xXхХ".includes(plain)) return "X";
  if (/^[\p{L}\p{N}]$/u.test(character)) return UNITS.includes(character) ? "U" : "eE".includes(plain) ? "E" : "W";
  const isSpace = SPACE.test(character);
  if (!isSpace && /^[\p{Cf}\p{Mn}\p{Me}\p{Cc}]$/u.test(character)) return "\0";
  if (character === "−" || /^\p{Pd}$/u.test(character)) return "-";
  if ("×✱●•■█□".includes(character)) return "*";
  if (isSpace) return character === "\u3000" ? character : " ";
  if (plain.length === 1 && !/^\p{Co}$/u.test(plain)) return plain;
  if (!own.has(plain)) own.set(plain, String.fromCharCode(0xe000 + (own.size % 6400)));
  return own.get(plain);
}

// The text with every ID number and telephone in it masked, character by character.
function mask(text) {
  const shown = [...text];
  if (shown.length < SHORTEST_NUMBER) return text;
  const read = [...text];
  // A digest holds no number.
  const units = shown.map((character) => (character.length === 1 ? character : " ")).join("");
  for (const { index, 0: digest } of matches(DIGEST, units, /[0-9A-Za-z]$/)) read.fill("W", index, index + digest.length);
  const own = new Map();
  const skeleton = read.map((character) => skeletonOf(character, own)).join("");
  if (skeleton.replace(/[^\d*X#_E]+/g, "").length < 8) return text;
  for (const [start, end, head, tail] of numbersIn(skeleton)) {
    const places = [];
    for (let at = start; at < end; at += 1) if ("0123456789X*#_".includes(skeleton[at])) places.push(at);
    shown.fill("*", places[head - 1] + 1, tail ? places[places.length - tail] : end);
  }
  return shown.join("");
}

// Digits with nothing between them; `gap` divides them from those before: null words, "?" one letter.
function groupsOf(skeleton) {
  const inside = new Set();
  for (const { index, 0: text } of matches(ATOM, skeleton, /\d$/)) {
    for (let at = index + 1; at < index + text.length; at += 1) inside.add(at);
  }
  const groups = [];
  let before = 0;
  for (const { index: start, 0: text } of skeleton.matchAll(DIGIT_GROUP)) {
    const end = start + text.length;
    const between = skeleton.slice(before, start).replace(/\0/g, "");
    const words = between.length === 1 && between !== "U" ? "?" : null;
    const fraction = between === "." && before > 0 && skeleton[end] !== ".";
    const gap = /[A-Z]/.test(between) ? words : between;
    groups.push({ start, end, digits: text.replace(/[^\dX]/g, ""), gap, begins: !inside.has(start), ends: !inside.has(end), fraction });
    before = end;
  }
  return groups;
}

// [from, to, characters that may be seen at the start, and at the end] of each number.
function* numbersIn(skeleton) {
  for (const { index, 0: text } of matches(MASKED_BEFORE, skeleton, /[\d*X#_]$/)) {
    if (/\*{3}|X{3}|_{3}|#{3}/.test(text) && /\d/.test(text.slice(4, -2))) yield [index, index + text.length, 4, 0];
  }
  for (const { index, 0: text } of matches(SCIENTIFIC, skeleton, /\d\.?$/)) yield [index, index + text.indexOf("E"), 4, 0];
  yield* gluedIn(skeleton);
  const groups = groupsOf(skeleton);
  const starts = [];
  let stream = "";
  for (const { gap, digits } of groups) {
    stream += gap === null ? "|" : gap === "?" ? "?" : "";
    starts.push(stream.length);
    stream += digits;
  }
  const taken = new Set();
  // A letter is part of a number only where what is beside it is none.
  for (const letter of stream.includes("?") ? ["", "?"] : [""]) {
    for (const [first, group] of groups.entries()) {
      POSSIBLE.lastIndex = starts[first];
      if (!(group.digits.length >= 14 || POSSIBLE.test(stream)) || !group.begins || taken.has(first)) continue;
      const longest = longestOf(groups, first, letter);
      if (longest === null) continue;
      const [last, head, tail] = longest;
      for (let at = first; at <= last; at += 1) taken.add(at);
      yield [group.start, groups[last].end, head, tail];
    }
  }
}

// 18 characters in groups, with more digits right before or after them.
function* gluedIn(skeleton) {
  if (skeleton.replace(/[^\d*X#_E]+/g, "").length <= LONGEST_NUMBER) return;
  for (let start = 0; start < skeleton.length; start += 1) {
    GLUED.lastIndex = start;
    const glued = GLUED.exec(skeleton);
    if (glued === null || !(LAID_OUT.test(glued[0]) || isSound(glued[0].replace(/[^\dX]/g, "").slice(0, 18)))) continue;
    const [digits] = /[0-9]*$/.exec(skeleton.slice(Math.max(0, start - LONGEST_NUMBER), start));
    yield [start - digits.length, start + glued[0].length, 4, 0];
  }
}

// [the last group, what may be seen] of the longest number that begins with a group; "?" has one letter in it.
function longestOf(groups, first, letter) {
  const gaps = new Set();
  let [longest, digits, divided] = [null, "", ""];
  for (let last = first; last < groups.length; last += 1) {
    const group = groups[last];
    if (last > first) {
      if (group.gap === null || (group.gap === "?" && (!letter || gaps.has("?")))) break;
      gaps.add(group.gap);
      [digits, divided] = [digits + (group.gap === "?" ? "?" : ""), `${divided}-`];
    }
    [digits, divided] = [digits + group.digits, divided + group.digits];
    if (digits.length > LONGEST_NUMBER && last > first) break;
    if (digits.length < SHORTEST_NUMBER || !group.ends) continue;
    if (isId(digits, divided, gaps, group.fraction)) longest = [last, 4, 0];
    else if (longest === null && isPhone(divided, gaps)) longest = [last, 3, 2];
  }
  return longest;
}

function isId(digits, divided, gaps, fraction) {
  if (!gaps.size) return fraction ? ID_NUMBER.test(digits) : digits.length >= 15 || ID_BEGINS.test(digits);
  if (digits.length < 15) return false;
  if (gaps.has("?")) {
    const fits = (digit) => ID_NUMBER.test(digits.replace(/\?/g, digit));
    return gaps.size === 1 && digits.length >= 17 && digits.length <= 19 && ["", ..."0123456789"].some(fits);
  }
  if (isSound(digits) || gaps.size > 1 || gaps.has("\u3000") || gaps.has("、")) return isSound(digits);
  return (ID_NUMBER.test(digits) && (digits.length === 18 || NO_AMOUNTS.test(divided))) || ID_IN_GROUPS.test(divided);
}

// Whether it is an ID number whose check digit holds.
function isSound(digits) {
  if (!SOUND.test(digits)) return false;
  const total = [...digits.slice(0, 17)].reduce((sum, digit, place) => sum + Number(digit) * 2 ** (17 - place), 0);
  return "10X98765432"[total % 11] === digits[17];
}

const isPhone = (divided, gaps) => [...gaps].every((gap) => /^[-./_* ·()]{0,3}$/.test(gap)) && PHONE.test(divided.replace(/X+$/, ""));
