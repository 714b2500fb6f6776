import type { ServerVersion } from "../serverVersion.ts";
import { casts, indexed } from "./data.ts";

/** An entry of pg_cast. */
export interface Cast {
  /** `binary`: the stored values are the same; `function`: computed; `text`: through the text forms. */
  readonly method: "binary" | "function" | "text";
  readonly context: "implicit" | "assignment" | "explicit";
}

const find = indexed(casts, 4, 2);
const methods = { b: "binary", f: "function", i: "text" } as const;
const contexts = { i: "implicit", a: "assignment", e: "explicit" } as const;

/** The cast between two built-in types, by their names in pg_catalog. */
export function builtinCast(source: string, target: string, server: ServerVersion): Cast | undefined {
  const words = find(`${source} ${target}`, server);
  if (words === undefined) return undefined;
  const [, , method, context] = words;
  return castOf(method, context);
}

/** By castmethod and castcontext. */
export function castOf(method: string | undefined, context: string | undefined): Cast {
  return {
    method: method === "b" || method === "i" ? methods[method] : "function",
    context: context === "i" || context === "a" ? contexts[context] : "explicit",
  };
}

/** Whether a type has a function that enforces its modifiers, as varchar(n) and numeric(p,s) do. */
export function hasLengthCoercion(name: string, server: ServerVersion): boolean {
  return find(`${name} ${name}`, server) !== undefined;
}
