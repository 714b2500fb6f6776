import type { Node } from "@pgsql/types";

/** Calls `visit` for every parse node below a value, parents first; where it answers "skip", not for what is below. */
export function walk(value: unknown, visit: (node: Node) => unknown): void {
  if (isArray(value)) {
    for (const item of value) walk(item, visit);
    return;
  }
  if (!isRecord(value)) return;
  const children: readonly unknown[] = Object.values(value);
  if (isNode(value) && visit(value) === "skip") return;
  for (const child of children) if (typeof child === "object") walk(child, visit);
}

/** The parse trees wrap each node in an object with its name as the only key, and names begin with a capital. */
function isNode(value: Readonly<Record<string, unknown>>): value is Node {
  for (const key in value) {
    const code = key.charCodeAt(0);
    return code >= 65 && code <= 90;
  }
  return false;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** The nodes of one kind below a value, as `find(node, (n) => "FuncCall" in n ? n.FuncCall : undefined)`. */
export function find<T>(value: unknown, pick: (node: Node) => T | undefined): T[] {
  const found: T[] = [];
  walk(value, (node) => {
    const picked = pick(node);
    if (picked !== undefined) found.push(picked);
  });
  return found;
}
