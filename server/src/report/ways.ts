import type { Way } from "../analysis/ways.ts";

/** The ways for a statement, the best first, with what each costs (`rewrite --ways`). */
export function waysText(ways: readonly Way[]): string {
  return ways
    .map((way, index) => {
      const isBest = index === 0 && way.refused === undefined;
      const title = `${index + 1}. ${way.title}${way.recipe === undefined ? "" : ` (${way.recipe})`}${isBest ? ", preferred" : ""}`;
      const lines = way.refused === undefined ? way.price : [`Not here: ${way.refused}`, ...way.price];
      return [title, ...lines.map((line) => `   - ${line}`)].join("\n");
    })
    .join("\n");
}

/** `rewrite --ways --format json`. */
export function waysJson(ways: readonly Way[]): object {
  return {
    version: 1,
    ways: ways.map(({ kind, recipe, title, price, refused }, index) => ({
      kind,
      recipe: recipe ?? null,
      title,
      price,
      refused: refused ?? null,
      preferred: index === 0 && refused === undefined,
    })),
  };
}
