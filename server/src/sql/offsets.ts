/*
 * The one place that converts between the three units of the parsers: libpg-query's trees count UTF-8 bytes, its
 * errors count code points, the editor counts UTF-16 code units.
 */

/** Converts offsets of one string. Offsets past the end give the end; inside a character, its start. */
export interface Offsets {
  fromBytes(bytes: number): number;
  toBytes(utf16: number): number;
  fromCodePoints(codePoints: number): number;
}

/** Cheap where the text is ASCII; else it keeps one row for each character that is not. */
export function offsetsOf(text: string): Offsets {
  const wide = wideCharacters(text);
  const { length } = text;
  if (wide.utf16.length === 0) {
    const same = (offset: number) => Math.max(0, Math.min(offset, length));
    return { fromBytes: same, toBytes: same, fromCodePoints: same };
  }
  const convert = (from: readonly number[], to: readonly number[], limit: number) => (offset: number) =>
    Math.max(0, Math.min(through(from, to, offset), limit));
  return {
    fromBytes: convert(wide.bytes, wide.utf16, length),
    toBytes: convert(wide.utf16, wide.bytes, Number.MAX_SAFE_INTEGER),
    fromCodePoints: convert(wide.codePoints, wide.utf16, length),
  };
}

/** Where every character beyond ASCII starts (even rows) and ends (odd rows), in each unit. */
interface WideCharacters {
  readonly utf16: number[];
  readonly bytes: number[];
  readonly codePoints: number[];
}

function wideCharacters(text: string): WideCharacters {
  const wide: WideCharacters = { utf16: [], bytes: [], codePoints: [] };
  let bytes = 0;
  let codePoints = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 128) {
      push(wide, at, bytes, codePoints);
      const pair = isPair(code, text.charCodeAt(at + 1));
      if (pair) at++;
      bytes += pair ? 4 : code < 0x800 ? 2 : 3;
      push(wide, at + 1, bytes, ++codePoints);
    } else {
      bytes++;
      codePoints++;
    }
  }
  return wide;
}

function push(wide: WideCharacters, utf16: number, bytes: number, codePoints: number): void {
  wide.utf16.push(utf16);
  wide.bytes.push(bytes);
  wide.codePoints.push(codePoints);
}

function isPair(high: number, low: number): boolean {
  return high >= 0xd800 && high <= 0xdbff && low >= 0xdc00 && low <= 0xdfff;
}

/** Converts `offset` by the last row at or before it. Inside a wide character that is its start. */
function through(from: readonly number[], to: readonly number[], offset: number): number {
  let low = 0;
  let high = from.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((from[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return offset;
  const row = low - 1;
  const start = to[row] ?? 0;
  return row % 2 === 0 && (from[row + 1] ?? 0) !== offset ? start : start + offset - (from[row] ?? 0);
}

/** Zero-based, `character` in UTF-16 code units: the position of the language server protocol. */
export interface LinePosition {
  readonly line: number;
  readonly character: number;
}

/** Lines of a document. `\n`, `\r\n` and a lone `\r` end a line, as the protocol says. */
export class LineIndex {
  readonly #starts: number[] = [0];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    const end = /\r\n|\n|\r/g;
    while (end.exec(text) !== null) this.#starts.push(end.lastIndex);
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /** Offsets beyond the text give its end. */
  position(offset: number): LinePosition {
    const at = Math.max(0, Math.min(offset, this.#text.length));
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return { line: low - 1, character: at - (this.#starts[low - 1] ?? 0) };
  }

  /** Positions beyond a line's end give that end, its line break excluded. */
  offset(position: LinePosition): number {
    if (position.line < 0) return 0;
    const start = this.#starts[position.line];
    if (start === undefined) return this.#text.length;
    let end = this.#starts[position.line + 1] ?? this.#text.length;
    while (end > start && /[\r\n]/.test(this.#text.charAt(end - 1))) end--;
    return Math.min(start + Math.max(0, position.character), end);
  }
}
