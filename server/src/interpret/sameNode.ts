import type { Node } from "@pgsql/types";

/** Whether two parse trees say the same, wherever they stand in their texts. */
export function sameNode(one: Node | undefined, other: Node | undefined): boolean {
  return sameValue(one, other);
}

function sameValue(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  const left = entries(one);
  const right = new Map(entries(other));
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && sameValue(value, right.get(key)))
  );
}

function entries(value: object): [string, unknown][] {
  const all: [string, unknown][] = Object.entries(value);
  return all.filter(([key]) => key !== "location" && !key.endsWith("_location"));
}
