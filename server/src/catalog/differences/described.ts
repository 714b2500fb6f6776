import type { Node } from "@pgsql/types";
import type { Expression } from "../expression.ts";
import type { Words } from "./inWords.ts";

/** One thing that is said of an object; two catalogs agree where they say the same. */
export interface Fact {
  /** What is said, in the user's words: `type`, `default`. */
  readonly name: string;
  readonly value: string;
  /** An expression, compared by its meaning; `value` then says what else goes with it. */
  readonly node?: Node;
  /** True where the model cannot tell, so that nothing differs from it. */
  readonly unknown?: boolean;
  /** No user would call a difference in it one; compared where two models must be the same. */
  readonly internal?: boolean;
}

/** An object of a catalog, ready to be compared with the one of the same key. */
export interface Described {
  readonly key: string;
  /** What it is, in the user's words: `index`, `foreign key`. */
  readonly kind: string;
  /** `public.users.email`. */
  readonly name: string;
  /** Keys of what it is part of: where one of those is missing, it need not be said of this one too. */
  readonly within: readonly string[];
  /** Made when they are compared: most of what only one side has is only named. */
  readonly facts: () => readonly Fact[];
  /** True for what a history only assumes to be there: of it and its parts nothing is known. */
  readonly assumed?: boolean;
}

export function fact(name: string, value: string): Fact {
  return { name, value };
}

export function yesNo(name: string, value: boolean): Fact {
  return { name, value: value ? "yes" : "no" };
}

export function internal(name: string, value: string | number | boolean): Fact {
  return { name, value: String(value), internal: true };
}

/** An expression, and the objects it uses by their names of now: a name in its text may be an older one. */
export function expressionFacts(
  name: string,
  expression: Expression | undefined,
  words: Words,
): readonly Fact[] {
  if (expression === undefined) return [{ name, value: "none" }];
  const sequences = (expression.uses ?? []).filter((id) => id.startsWith("relation:"));
  return [
    { name, value: "", node: expression.node },
    { name: `objects named in ${name}`, value: named(sequences.map((id) => words.object(id))) },
    internal(`columns read by ${name}`, [...expression.columns].sort((a, b) => a - b).join(" ")),
    internal(`functions used by ${name}`, usedBy(expression, "function:", words)),
  ];
}

function usedBy({ uses }: Expression, prefix: string, words: Words): string {
  return named((uses ?? []).filter((id) => id.startsWith(prefix)).map((id) => words.object(id)));
}

/** A list whose order says nothing. */
export function named(names: readonly string[]): string {
  return names.length === 0 ? "none" : [...new Set(names)].sort().join(", ");
}
