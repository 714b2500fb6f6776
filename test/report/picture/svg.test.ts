import { describe, expect, it } from "vitest";
import type { Bar, Picture, Waiting } from "../../../server/src/report/picture/model.ts";
import type { SeenPicture } from "../../../server/src/report/picture/observed.ts";
import { svgOf } from "../../../server/src/report/picture/svg.ts";
import { waitingWords } from "../../../server/src/report/picture/words.ts";

const column = (text: string, offset = 0) => ({ text, offset, takesLong: false, notAnalysed: undefined });
const bar = (waiting: Waiting, given: Partial<Bar> = {}): Bar => ({
  ...{ row: 0, from: 0, to: 0, mode: "ACCESS EXCLUSIVE", waiting },
  ...given,
});
const picture = (given: Partial<Picture>): Picture => ({
  ...{
    major: 18,
    columns: [column("SELECT 1")],
    blocks: [{ from: 0, to: 0 }],
    rows: ["public.a"],
    bars: [],
    works: [],
  },
  ...given,
});
const drawing = { title: "m/1_a.sql, up", lines: [3], isClickable: false };

describe("the lock timeline as SVG", () => {
  it.each(["everybody", "writes", "ddl"] as const)(
    "says in words that %s waits, not by colour alone",
    (waiting) => {
      const svg = svgOf(picture({ bars: [bar(waiting)] }), drawing);
      expect(svg).toMatch(
        new RegExp(
          `<g class="bar ${waiting}"><title>[^<]*</title><rect[^>]*/><text[^>]*>${waitingWords[waiting]}`,
          "u",
        ),
      );
      expect(svg).toContain(`public.a has ACCESS EXCLUSIVE at line 3: ${waitingWords[waiting]}`);
    },
  );

  it("holds no text of the user as markup, in whatever name or statement", () => {
    const evil = `"</text><script>alert('1')</script>&\u0000\ud800`;
    const svg = svgOf(
      picture({ columns: [{ ...column(evil), notAnalysed: evil }], rows: [evil], bars: [bar("writes")] }),
      { ...drawing, title: evil },
    );
    expect(svg).not.toContain("<script");
    expect(svg).not.toMatch(/[\u0000\ud800]/u);
    expect(svg.match(/<(?!\/)\w+/gu)?.filter((tag) => !allowed.has(tag.slice(1)))).toEqual([]);
  });

  it("has no script, no address and nothing to click where it stands alone", () => {
    const svg = svgOf(picture({ bars: [bar("writes")] }), drawing);
    expect(svg.replace("http://www.w3.org/2000/svg", "")).not.toMatch(
      /https?:|href|<script|onclick|tabindex|data-offset/u,
    );
    expect(svg).toContain('role="img"');
  });

  it("tells where each statement is, and can be reached by the keyboard, where somebody listens", () => {
    const svg = svgOf(picture({ columns: [column("SELECT 1", 42)] }), { ...drawing, isClickable: true });
    expect(svg).toContain('data-offset="42" tabindex="0" role="button" aria-label="line 3 SELECT 1"');
    expect(svg).toContain('role="group"');
  });

  it("says so where nobody waits", () => {
    const svg = svgOf(picture({ rows: [] }), drawing);
    expect(svg).toContain("Nobody waits: nothing that was there before is locked.");
    expect(svg).toContain("On PostgreSQL 18. Nobody waits.");
  });

  it("grows with what there is and stays within its own frame", () => {
    const many = Array.from({ length: 300 }, (_, index) => column(`SELECT ${index}`));
    const svg = svgOf(
      picture({ columns: many, rows: Array.from({ length: 40 }, (_, row) => `public.t${row}`) }),
      {
        ...drawing,
        lines: many.map((_, index) => index + 1),
      },
    );
    const [, width = 0, height = 0] = (/viewBox="0 0 (\d+\.?\d*) (\d+)"/u.exec(svg) ?? []).map(Number);
    const places = [...svg.matchAll(/<(?:rect|text)[^>]* x="([\d.]+)" y="([\d.]+)"/gu)];
    expect(places.length).toBeGreaterThan(300);
    for (const [, x, y] of places) {
      expect(Number(x)).toBeLessThanOrEqual(width);
      expect(Number(y)).toBeLessThanOrEqual(height);
    }
  });
});

describe("how it ran, beneath what was predicted", () => {
  const seen: SeenPicture = {
    at: "2026-11-30T22:54:07.123Z",
    postgres: 18,
    milliseconds: 4000,
    statements: [
      { from: 0, to: 1000 },
      { from: 1000, to: 4000 },
    ],
    rows: ["public.a"],
    bars: [
      { row: 0, from: 0, to: 4000, mode: "SHARE", waiting: "writes" },
      { row: 0, from: 1000, to: 2000, mode: "ACCESS EXCLUSIVE", waiting: "everybody" },
    ],
  };
  const both = picture({ columns: [column("SELECT 1"), column("SELECT 2")], blocks: [{ from: 0, to: 1 }] });
  const given = { ...drawing, lines: [3, 4], seen };

  it("is drawn to scale", () => {
    const svg = svgOf(both, given);
    expect(svg).toContain("As it ran on 2026-11-30 22:54 UTC, PostgreSQL 18: 4 s, to scale");
    const bars = [
      ...svg.matchAll(/ for (\S+ m?s): [^<]*<\/title><rect x="([\d.]+)" y="\d+" width="([\d.]+)"/gu),
    ];
    const [whole, part] = bars.map(([, time, x, width]) => ({ time, x: Number(x), width: Number(width) }));
    expect([whole?.time, part?.time]).toEqual(["4 s", "1 s"]);
    expect((part?.width ?? 0) / (whole?.width ?? 1)).toBeCloseTo(0.25, 2);
    expect(((part?.x ?? 0) - (whole?.x ?? 0)) / (whole?.width ?? 1)).toBeCloseTo(0.25, 2);
    expect(svg).toContain("line 3: 1 s");
    expect(svg).toContain("public.a had SHARE for 4 s, public.a had ACCESS EXCLUSIVE for 1 s.");
  });

  it("stays within its frame, and holds no text of the user as markup", () => {
    const evil = `"</text><script>alert('1')</script>&`;
    const svg = svgOf(both, { ...given, seen: { ...seen, rows: [evil] } });
    expect(svg.match(/<(?!\/)\w+/gu)?.filter((tag) => !allowed.has(tag.slice(1)))).toEqual([]);
    const [, width = 0, height = 0] = (/viewBox="0 0 (\d+\.?\d*) (\d+)"/u.exec(svg) ?? []).map(Number);
    for (const [, x, y, own] of svg.matchAll(/<rect[^>]* x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"/gu)) {
      expect(Number(x) + Number(own)).toBeLessThanOrEqual(width);
      expect(Number(y)).toBeLessThanOrEqual(height);
    }
  });

  it("says so where no table was locked against others", () => {
    const svg = svgOf(both, { ...given, seen: { ...seen, rows: [], bars: [] } });
    expect(svg).toContain("No table was locked against others.");
  });
});

const allowed = new Set(["line", "svg", "title", "desc", "defs", "pattern", "rect", "style", "g", "text"]);
