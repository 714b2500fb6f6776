import type { Node } from "@pgsql/types";
import type { TypeRef } from "../../catalog/types.ts";
import { placeForTypes, evaluate } from "./place.ts";
import type { Reading } from "./reading.ts";
import type { Scope } from "./scope.ts";
import { settled } from "./types.ts";

/** The type of an expression, as far as it can be told; a literal that nothing gives a type is text in the end. */
export function typeOfExpression(reading: Reading, node: Node, scope: Scope): TypeRef | undefined {
  const type = openType(reading, node, scope);
  return type === undefined ? undefined : settled(type);
}

/** As above, but a literal keeps the type that it has before anything gives it one (UNKNOWN). */
export function openType(reading: Reading, node: Node, scope: Scope): TypeRef | undefined {
  return evaluate(placeForTypes(reading, scope), node).type();
}
