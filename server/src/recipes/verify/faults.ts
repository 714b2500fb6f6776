import type { Passed } from "./passage.ts";

/** What goes wrong with a statement, in words that end without a full stop. */
export interface Fault {
  readonly at: Passed;
  readonly why: string;
  /** True where the statement cannot be followed; else it fails. */
  readonly unknown: boolean;
}

/** The first statement that fails, or cannot be followed, and is or was not so in the project as it stands. */
export function newFault(original: readonly Passed[], rewritten: readonly Passed[]): Fault | undefined {
  const known = new Set(original.filter((each) => faultOf(each) !== undefined).map(keyOf));
  for (const passed of rewritten) {
    const fault = known.has(keyOf(passed)) ? undefined : faultOf(passed);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function keyOf({ statement, section }: Passed): string {
  return `${section.direction} ${statement.text}`;
}

function faultOf(at: Passed): Fault | undefined {
  for (const { outcome } of at.entries.values()) {
    const { fails } = outcome.effects;
    if (fails?.when === "always") return { at, why: fails.message, unknown: false };
    if (outcome.notAnalysed !== undefined) return { at, why: outcome.notAnalysed, unknown: true };
  }
  return undefined;
}
