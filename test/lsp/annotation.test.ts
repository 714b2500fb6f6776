import { describe, expect, it } from "vitest";
import { consequenceOf } from "../../server/src/lsp/annotation.ts";

describe("what is said above a statement", () => {
  const said = (message: string): string => consequenceOf({ message });

  it("is the first sentence, without the lock behind its colon", () => {
    expect(said("Writes to orders wait: SHARE on public.orders until the index is built. More.")).toBe(
      "Writes to orders wait",
    );
    expect(said("Nobody reads `orders` now. More.")).toBe("Nobody reads orders now");
  });

  it("leaves room for the buttons behind it: a long one ends with a clause or a word", () => {
    const clauses =
      "This fails as soon as the table holds rows, and running code that inserts without the column fails afterwards.";
    expect(said(clauses)).toBe("This fails as soon as the table holds rows…");
    const words = `${"word ".repeat(30)}end.`;
    expect(said(words)).toMatch(/^(?:word ){1,15}word…$/u);
    expect(said(`${"x".repeat(200)}.`)).toHaveLength(80);
  });
});
