import type { Catalog } from "../../catalog/catalog.ts";
import type { Routine } from "../../catalog/functions.ts";
import type { Trigger } from "../../catalog/relations.ts";
import { identifierOf, tokensIn, type Token } from "../../sql/tokens.ts";
import type { RecipeFacts } from "../recipe.ts";

/** What later statements make of a function, in their order. */
function replacements({ id }: Routine, facts: RecipeFacts): readonly Routine[] {
  return facts.later().flatMap(({ statement, entries }) => {
    if (!statement.kind.endsWith("FunctionStmt") && statement.kind !== "DoStmt") return [];
    const [entry] = entries.values();
    return (entry?.outcome.changes ?? []).flatMap(({ collection, key, value }) =>
      collection === "function" && key === id && value !== undefined ? [value] : [],
    );
  });
}

/** The function that a trigger runs, and what later statements make of it; none where it is off or not known. */
export function bodiesRun(trigger: Trigger, catalog: Catalog, facts: RecipeFacts): readonly Routine[] {
  const first = trigger.function === undefined ? undefined : catalog.get("function", trigger.function);
  if (first === undefined || trigger.enabled === "disabled") return [];
  return [first, ...replacements(first, facts)];
}

/** Whether a trigger's function reads or sets a column of the rows that it is fired for. */
export function namesInRow(body: Routine, name: string, { forEachRow }: Trigger): boolean {
  return forEachRow ? tokensOfBody(body).some(isOfRow(name)) : mentions(body, name);
}

function isOfRow(name: string) {
  return (token: Token, at: number, all: readonly Token[]): boolean => {
    if (token.kind === "string") return token.text === `'${name}'`;
    const row = all[at - 2];
    if (identifierOf(token) !== name || all[at - 1]?.text !== "." || row === undefined) return false;
    return ["new", "old"].includes(identifierOf(row) ?? "");
  };
}

/** Whether a body has a name anywhere, or as a constant. */
export function mentions(body: Routine, name: string): boolean {
  return tokensOfBody(body).some(
    (token) => token.text === `'${name}'` || (token.kind !== "string" && identifierOf(token) === name),
  );
}

const scanned = new WeakMap<Routine, readonly Token[]>();

/** Without comments. */
export function tokensOfBody(routine: Routine): readonly Token[] {
  const known = scanned.get(routine);
  if (known !== undefined) return known;
  const tokens = tokensIn(routine.body ?? "").filter(({ kind }) => kind !== "comment");
  scanned.set(routine, tokens);
  return tokens;
}
