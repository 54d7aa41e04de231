// A text as a QR code (ISO/IEC 18004): bytes, error correction L, the smallest version that holds it.

const QR_CORRECTION = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30,
  30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30];
const QR_BLOCKS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19,
  20, 21, 22, 24, 25];
const QR_MASKS = [
  (x, y) => (x + y) % 2, (x, y) => y % 2, (x) => x % 3, (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2, (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2, (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

// How many modules of a version hold data.
function qrModules(version) {
  let modules = (16 * version + 128) * version + 64;
  if (version >= 2) {
    const count = Math.floor(version / 7) + 2;
    modules -= (25 * count - 10) * count - 55;
    if (version >= 7) modules -= 36;
  }
  return modules;
}

const qrWords = (version) => Math.floor(qrModules(version) / 8);
const qrDataWords = (version) => qrWords(version) - QR_CORRECTION[version - 1] * QR_BLOCKS[version - 1];

function qrMultiply(one, other) {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((other >>> bit) & 1) * one;
  }
  return product;
}

// The remainder of the words, with which a reader mends what it misread.
function qrRemainder(words, degree) {
  const divisor = new Array(degree).fill(0);
  divisor[degree - 1] = 1;
  let root = 1;
  for (let step = 0; step < degree; step += 1) {
    for (let at = 0; at < degree; at += 1) divisor[at] = qrMultiply(divisor[at], root) ^ (divisor[at + 1] ?? 0);
    root = qrMultiply(root, 2);
  }
  const rest = new Array(degree).fill(0);
  for (const word of words) {
    const factor = word ^ rest.shift();
    rest.push(0);
    divisor.forEach((part, at) => { rest[at] ^= qrMultiply(part, factor); });
  }
  return rest;
}

// The words of a text, in blocks with their corrections, one of each block in turn.
function qrSequence(bytes, version) {
  const bits = [];
  const put = (value, length) => { for (let bit = length - 1; bit >= 0; bit -= 1) bits.push((value >>> bit) & 1); };
  put(4, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) put(byte, 8);
  const space = qrDataWords(version) * 8;
  put(0, Math.min(4, space - bits.length));
  put(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < space; pad ^= 0xec ^ 0x11) put(pad, 8);
  const words = [];
  for (let at = 0; at < bits.length; at += 8) words.push(parseInt(bits.slice(at, at + 8).join(""), 2));
  const [blocks, correction, all] = [QR_BLOCKS[version - 1], QR_CORRECTION[version - 1], qrWords(version)];
  const short = blocks - (all % blocks);
  const length = Math.floor(all / blocks) - correction;
  const [data, corrections] = [[], []];
  for (let block = 0, at = 0; block < blocks; block += 1) {
    const part = words.slice(at, at + length + (block < short ? 0 : 1));
    at += part.length;
    data.push(part);
    corrections.push(qrRemainder(part, correction));
  }
  const result = [];
  for (let at = 0; at <= length; at += 1) for (const part of data) if (at < part.length) result.push(part[at]);
  for (let at = 0; at < correction; at += 1) for (const part of corrections) result.push(part[at]);
  return result;
}

// The code as rows of true (dark) and false; null where the text is too long for any.
function qrOf(text) {
  const bytes = [...new TextEncoder().encode(text)];
  let version = 1;
  while (version <= 40 && bytes.length * 8 + 4 + (version < 10 ? 8 : 16) > qrDataWords(version) * 8) version += 1;
  if (version > 40) return null;
  const size = version * 4 + 17;
  const rows = Array.from({ length: size }, () => new Array(size).fill(null));
  const set = (x, y, dark) => { if (x >= 0 && y >= 0 && x < size && y < size) rows[y][x] = Boolean(dark); };
  qrPatterns(version, size, rows, set);
  const free = rows.map((row) => row.map((cell) => cell === null));
  const bits = qrSequence(bytes, version).flatMap((word) => [7, 6, 5, 4, 3, 2, 1, 0].map((bit) => (word >>> bit) & 1));
  let at = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const y = ((right + 1) & 2) === 0 ? size - 1 - step : step;
      for (const x of [right, right - 1]) if (free[y][x]) set(x, y, bits[at++] ?? 0);
    }
  }
  // The mask with the fewest dark and light runs is read best.
  const masked = QR_MASKS.map((mask, number) => {
    const copy = rows.map((row, y) => row.map((cell, x) => (free[y][x] ? cell !== (mask(x, y) === 0) : cell)));
    qrFormat(number, size, (x, y, dark) => { copy[y][x] = Boolean(dark); });
    return copy;
  });
  return masked.reduce((best, other) => (qrPenalty(other) < qrPenalty(best) ? other : best));
}

function qrPenalty(rows) {
  let penalty = 0;
  const lines = [...rows, ...rows.map((_, x) => rows.map((row) => row[x]))];
  for (const line of lines) {
    let run = 0;
    line.forEach((cell, at) => {
      run = at && cell === line[at - 1] ? run + 1 : 1;
      if (run === 5) penalty += 3;
      if (run > 5) penalty += 1;
    });
  }
  rows.forEach((row, y) => row.forEach((cell, x) => {
    if (x && y && cell === row[x - 1] && cell === rows[y - 1][x] && cell === rows[y - 1][x - 1]) penalty += 3;
  }));
  return penalty;
}

// What does not depend on the text: finders, timing, alignment, version, and room for the format.
function qrPatterns(version, size, rows, set) {
  for (let at = 0; at < size; at += 1) {
    set(6, at, at % 2 === 0);
    set(at, 6, at % 2 === 0);
  }
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) {
    for (let dy = -4; dy <= 4; dy += 1) {
      for (let dx = -4; dx <= 4; dx += 1) {
        const distance = Math.max(Math.abs(dx), Math.abs(dy));
        set(x + dx, y + dy, distance !== 2 && distance !== 4);
      }
    }
  }
  const places = qrAlignments(version, size);
  const last = places.length - 1;
  places.forEach((x, i) => places.forEach((y, j) => {
    if ((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)) return;
    for (let dy = -2; dy <= 2; dy += 1) {
      for (let dx = -2; dx <= 2; dx += 1) set(x + dx, y + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
    }
  }));
  qrFormat(0, size, set);
  if (version < 7) return;
  let rest = version;
  for (let step = 0; step < 12; step += 1) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
  for (let bit = 0; bit < 18; bit += 1) {
    const dark = (((version << 12) | rest) >>> bit) & 1;
    const [a, b] = [size - 11 + (bit % 3), Math.floor(bit / 3)];
    set(a, b, dark);
    set(b, a, dark);
  }
}

function qrAlignments(version, size) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = version === 32 ? 26 : Math.ceil((size - 13) / (count * 2 - 2)) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, at) => size - 7 - (count - 2 - at) * step)];
}

// Error correction L and the mask, twice.
function qrFormat(mask, size, set) {
  const data = (1 << 3) | mask;
  let rest = data;
  for (let step = 0; step < 10; step += 1) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
  const bits = ((data << 10) | rest) ^ 0x5412;
  const bit = (number) => (bits >>> number) & 1;
  for (let at = 0; at <= 5; at += 1) set(8, at, bit(at));
  set(8, 7, bit(6));
  set(8, 8, bit(7));
  set(7, 8, bit(8));
  for (let at = 9; at < 15; at += 1) set(14 - at, 8, bit(at));
  for (let at = 0; at < 8; at += 1) set(size - 1 - at, 8, bit(at));
  for (let at = 8; at < 15; at += 1) set(8, size - 15 + at, bit(at));
  set(8, size - 8, true);
}

// As a picture, with the quiet zone around it: the address of an SVG.
function qrPicture(rows) {
  const size = rows.length + 8;
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + 4} ${y + 4}h1v1h-1z` : ""))).join("");
  const name = ["http:", "", "www.w3.org", "2000", "svg"].join("/");
  const svg = `<svg xmlns="${name}" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
