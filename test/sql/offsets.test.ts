import { describe, expect, it } from "vitest";
import { LineIndex, offsetsOf } from "../../server/src/sql/offsets.ts";

describe("offsetsOf", () => {
  it.each(["plain", "é", "é😀a\r\nü€𝒳z", "😀😀", "a\ud800b", ""])("counts %j as an encoder does", (text) => {
    const offsets = offsetsOf(text);
    let utf16 = 0;
    let bytes = 0;
    for (const [codePoint, character] of Array.from(text).entries()) {
      expect(offsets.fromBytes(bytes)).toBe(utf16);
      expect(offsets.toBytes(utf16)).toBe(bytes);
      expect(offsets.fromCodePoints(codePoint)).toBe(utf16);
      utf16 += character.length;
      bytes += new TextEncoder().encode(character).length;
    }
    expect(offsets.fromBytes(bytes)).toBe(text.length);
    expect(offsets.toBytes(text.length)).toBe(bytes);
    expect(offsets.fromBytes(bytes + 10)).toBe(text.length);
  });

  it("takes an offset inside a character for the character's start", () => {
    const offsets = offsetsOf("é😀a");
    expect([1, 3, 4, 5].map((bytes) => offsets.fromBytes(bytes))).toEqual([0, 1, 1, 1]);
    expect(offsets.toBytes(2)).toBe(2);
  });
});

describe("LineIndex", () => {
  const text = "a\r\n😀b\n\rc";
  const lines = new LineIndex(text);
  it("knows every kind of line break", () => {
    expect(lines.lineCount).toBe(4);
    expect(lines.position(text.indexOf("b"))).toEqual({ line: 1, character: 2 });
    expect(lines.position(text.indexOf("c"))).toEqual({ line: 3, character: 0 });
    expect(lines.position(999)).toEqual({ line: 3, character: 1 });
  });
  it("goes back from positions, and keeps those beyond a line inside it", () => {
    for (let at = 0; at < text.length; at++)
      if (!/[\r\n]/.test(text.charAt(at))) expect(lines.offset(lines.position(at))).toBe(at);
    expect(lines.offset({ line: 0, character: 99 })).toBe(1);
    expect(lines.offset({ line: 99, character: 0 })).toBe(text.length);
    expect(lines.offset({ line: -1, character: 5 })).toBe(0);
  });
});
