import type { Index } from "../../catalog/relations.ts";

/** Whether ON CONFLICT finds one key by the columns of the other. */
export function sameColumns(one: Index, other: Index): boolean {
  const numbers = (index: Index): string =>
    index.columns
      .map(({ on }) => (typeof on === "number" ? on : 0))
      .sort()
      .join();
  return numbers(one) === numbers(other);
}
