import type { Routine } from "../../catalog/functions.ts";
import type { LaterStatement, RecipeFacts } from "../recipe.ts";
import { placeOf } from "../support/laterWork.ts";
import { entryOf } from "../support/subject.ts";
import { routinesDropped } from "./routinesDropped.ts";

/** Why the function that a statement drops must not stay beside another of its name, in the words of the user. */
export function overloadObstacle(facts: RecipeFacts): string | undefined {
  const entry = entryOf(facts);
  const [dropped] = entry === undefined ? [] : routinesDropped(entry);
  if (dropped === undefined) return undefined;
  const other = facts.later().find((each) => makesSuch(each, dropped));
  return other === undefined
    ? undefined
    : `${placeOf(other, facts)} makes another ${dropped.kind} ${dropped.name} that takes as many arguments. While both are there, a call fails as ambiguous or reaches the wrong one. Give the new one another name.`;
}

function makesSuch({ entries }: LaterStatement, dropped: Routine): boolean {
  return [...entries.values()].some(({ outcome }) =>
    outcome.changes.some(
      ({ collection, value }) =>
        collection === "function" &&
        value !== undefined &&
        value.name === dropped.name &&
        value.schema === dropped.schema &&
        !isSame(value, dropped) &&
        fewest(value) <= dropped.arguments.length &&
        fewest(dropped) <= value.arguments.length,
    ),
  );
}

/** Two of the same arguments cannot be there together at all, which is for others to say. */
function isSame(one: Routine, other: Routine): boolean {
  const types = (routine: Routine): string =>
    routine.arguments.map(({ id, array }) => `${id}${array ? "[]" : ""}`).join();
  return types(one) === types(other);
}

/** How many arguments a call must give. */
function fewest({ arguments: all, defaults = 0 }: Routine): number {
  return all.length - defaults;
}
