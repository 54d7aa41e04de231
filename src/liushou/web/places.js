// Places by their GB/T 2260 codes or their names, from the table of places.txt (see liushou/places.py).

const NATION = "nation";
const ENTRY = /(\d\d)([^\d\s*>-]+)(\d{4})?-?(\d{4})?(\*)?(?:>(\d{6}))?/g;

const provinceOf = (code) => `${code.slice(0, 2)}0000`;
const prefectureOf = (code) => `${code.slice(0, 4)}00`;

// The place, its prefecture, its province and the nation: nearest first, each once; `written` before all.
function containing(code, written = code) {
  if (code === NATION) return [NATION];
  const places = [written, code];
  const levels = [...places, ...places.map(prefectureOf), ...places.map(provinceOf), NATION];
  return [...new Set(levels.reverse())].reverse();
}

class Places {
  constructor(table) {
    this.names = new Map();
    for (const line of table.split("\n")) {
      const prefix = line.slice(0, 4);
      if (!/^\d{4}$/.test(prefix)) continue;
      for (const [, last, text, first, until, statistics, successor] of line.slice(5).matchAll(ENTRY)) {
        const years = { first: Number(first ?? 0), last: until === undefined ? null : Number(until) };
        const names = this.names.get(prefix + last) ?? [];
        names.push({ text, ...years, statistics: statistics !== undefined, successor: successor ?? null });
        this.names.set(prefix + last, names);
      }
    }
    for (const names of this.names.values()) names.sort((one, other) => one.first - other.first);
    this.prefixes = new Set([...this.names.keys()].map((code) => code.slice(0, 4)));
  }

  // The place of a code in a year; null where there is none.
  lookup(code, year) {
    if (code === NATION) return { code, name: "全国", level: NATION, ended: null, under: null };
    if (!/^[1-9]\d{5}$/.test(code)) return null;
    const names = this.names.get(code);
    const level = code.endsWith("0000") ? "province" : code.endsWith("00") ? "prefecture" : "county";
    if (names === undefined) {
      const heads = code.endsWith("00") || code.endsWith("01");
      return heads && this.prefixes.has(code.slice(0, 4)) ? this.heading(code, level, year) : null;
    }
    const [name, ended] = nameIn(names, year);
    const then = ended === null ? year : name.last;
    const above = level === "province" ? "" : this.text(provinceOf(code), then);
    const between = level === "county" ? this.text(prefectureOf(code), then) : "";
    const under = name.statistics ? prefectureOf(code) : ended ? this.successor(name, year) : null;
    return { code, name: above + between + name.text, level, ended, under };
  }

  text(code, year) {
    const names = this.names.get(code);
    return names === undefined ? "" : nameIn(names, year)[0].text;
  }

  // 市辖区, 县 or 省直辖县级行政区划: a heading of the table, which answers under what holds it.
  heading(code, level, year) {
    const holder = containing(code).slice(1).find((above) => this.names.has(above)) ?? NATION;
    const place = this.lookup(holder, year);
    return place === null ? null : { ...place, code, level, under: place.ended ? place.under : holder };
  }

  // The code in force in a year that has followed an ended name, step by step; null where that is not known.
  successor(name, year) {
    while (name.successor !== null && name.last !== null) {
      const code = name.successor;
      let start = name.last + 1;
      if (year !== null && year < start) return null;
      for (const following of this.names.get(code)) {
        // A code may go on under another name, and may be given to another place later.
        if (following.first === start) {
          name = following;
          start = following.last === null ? 0 : following.last + 1;
        }
      }
      if (name.last === null || (year !== null && year <= name.last + 1)) return code;
    }
    return null;
  }

  // The place whose documents answer for a place on the day, and a note where that is worth one.
  answering(place, year) {
    const given = `${place.code}（${place.name}）`;
    if (place.under === null) {
      const ended = place.ended !== null && place.ended < year;
      return [place, ended ? `代码${given}已于${place.ended}年停用，请核对现行代码` : null];
    }
    const other = this.lookup(place.under, year);
    const handled = `按${other.code}（${other.name}）处理`;
    if (place.ended !== null) return [other, `代码${given}已于${place.ended}年停用，${handled}，请核对现行代码`];
    const kind = place.name === other.name ? "是代码表的汇总项，不指某一地" : "是统计用区划代码";
    return [other, `${given}${kind}，${handled}`];
  }

  // The one place with this code, or with this name in the year (alone or after what contains it).
  find(text, year) {
    const wanted = typeof text === "string" ? text.trim() : "";
    if (wanted === "全国") return this.lookup(NATION, year);
    const place = this.lookup(wanted, year);
    if (place !== null) return place;
    const all = this.named(wanted, year);
    const latest = Math.max(...all.map((each) => each.ended ?? 9999));
    const places = all.filter((each) => (each.ended ?? 9999) === latest);
    if (places.length === 1) return places[0];
    const listed = places.map((each) => `${each.code} ${each.name}`).join("、");
    const message = places.length ? `“${wanted}”不止一处：${listed}` : `没有“${wanted}”这个地方`;
    throw new LiushouError(places.length ? "ambiguous-place" : "unknown-place", ["place"], message);
  }

  named(text, year) {
    const places = [];
    for (const [code, names] of this.names) {
      if (!names.some((name) => text.endsWith(name.text))) continue;
      const place = this.lookup(code, year);
      if (this.addresses(place, year).has(text)) places.push(place);
    }
    return places;
  }

  // The ways to write a place's name: alone, or after its province, its prefecture or both.
  addresses(place, year) {
    const own = this.text(place.code, year);
    const [province, prefecture] = [provinceOf(place.code), prefectureOf(place.code)].map((code) => this.text(code, year));
    if (place.level === "province") return new Set([own]);
    const outer = ["", province, ...(place.level === "county" ? [prefecture, province + prefecture] : [])];
    return new Set([...outer.map((before) => before + own), place.name]);
  }

  // The places in force in a year, in the order of their codes: {code, name, level}.
  list(year) {
    const current = [...this.names.keys()].sort().map((code) => this.lookup(code, year));
    return current.filter((place) => place.ended === null && place.under === null);
  }
}

// The name of a code in a year (null: today), and the year in which the code had been given up.
function nameIn(names, year) {
  const latest = names[names.length - 1];
  if (year === null) return [latest, latest.last === null ? null : latest.last + 1];
  const current = names.filter((name) => name.first <= year && (name.last === null || year <= name.last + 1));
  const past = names.filter((name) => name.last !== null && name.last + 1 < year);
  if (current.length || !past.length) return [(current.length ? current : names)[0], null];
  const last = past[past.length - 1];
  return [last, last.last + 1];
}
