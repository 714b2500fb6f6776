import type { Table } from "../../catalog/relations.ts";
import { ofRollouts } from "../../timeline/madeAgain.ts";
import type { FreeNames } from "../support/freeName.ts";

/** A name for a trigger of the kernel, which fires after all of the table's own and sees what they did. */
export function lastTrigger(table: Table, words: string, suffix: string, names: FreeNames): string {
  return names.choose(`${prefixAfter(table)}${ofRollouts}${words}`, suffix, { of: "trigger", table });
}

/** Triggers fire in the order of their names' bytes. */
function prefixAfter({ triggers }: Table): string {
  const prefixes = ["zz_", "zzzz_", "~", "\u{10fffd}"];
  const own = triggers.filter(({ timing, forEachRow }) => timing === "before" && forEachRow);
  return prefixes.find((prefix) => own.every(({ name }) => before(name, prefix))) ?? "\u{10fffd}";
}

function before(name: string, prefix: string): boolean {
  const [one, other] = [name, prefix].map((text) => Array.from(text, (each) => each.codePointAt(0) ?? 0));
  if (one === undefined || other === undefined) return false;
  const at = other.findIndex((code, index) => one[index] !== code);
  return at >= 0 && (one[at] ?? -1) < (other[at] ?? 0);
}
