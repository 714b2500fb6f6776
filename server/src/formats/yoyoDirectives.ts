import { linesOf } from "./lines.ts";

const directive = /^\s*--\s*(transactional|depends)\s*:\s*([^\n]*)$/;
const skipped = /^(?:\s*|\s*--[^\n]*)$/;

/** The directives in the comments that a file begins with; one that stands twice is joined (migrations.py). */
function directivesOf(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { text: line } of linesOf(text.slice(0, headEnd(text)))) {
    const [, name = "", value = ""] = directive.exec(line) ?? [];
    if (name !== "") found.set(name, [found.get(name), value].filter((each) => each !== undefined).join(" "));
  }
  return found;
}

/** Where the first line begins that is neither blank nor a comment. */
function headEnd(text: string): number {
  let at = 0;
  while (at < text.length) {
    const feed = text.indexOf("\n", at);
    const end = feed < 0 ? text.length : feed;
    if (!skipped.test(text.slice(at, end))) return at;
    at = end + 1;
  }
  return text.length;
}

/** UTF-16 offset behind the directives that a file begins with: yoyo does not send them. */
export function bodyStart(text: string): number {
  let at = 0;
  for (const { text: line, next } of linesOf(text.slice(0, headEnd(text)))) {
    if (directive.test(line)) at = next;
    else if (line.trim() !== "") break;
  }
  return at;
}

export function dependenciesOf(text: string): readonly string[] {
  return (directivesOf(text).get("depends") ?? "").split(/\s+/).filter((each) => each !== "");
}

export function isTransactional(text: string): boolean {
  return directivesOf(text).get("transactional")?.trim().toLowerCase() !== "false";
}

interface Ordered {
  readonly order: readonly string[];
  /** What depends on something that is not there, or on itself in the end; it stands last. */
  readonly unresolved: readonly { readonly id: string; readonly on: string }[];
}

/** By name, each as soon as all that it depends on is out (topologicalsort.py). */
export function inOrder(ids: readonly string[], depends: ReadonlyMap<string, readonly string[]>): Ordered {
  const waiting = new Map<string, Set<string>>();
  const held = new Map<string, string[]>();
  for (const id of ids) {
    const on = new Set(depends.get(id));
    waiting.set(id, on);
    for (const each of on) {
      const others = held.get(each);
      if (others === undefined) held.set(each, [id]);
      else others.push(id);
    }
  }
  const order: string[] = [];
  const place = new Map(ids.map((id, index) => [id, index]));
  const ready = ids.filter((id) => waiting.get(id)?.size === 0).reverse();
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    order.push(id);
    for (const other of held.get(id) ?? []) {
      const left = waiting.get(other);
      if (left?.delete(id) !== true || left.size > 0) continue;
      // The first by name stands last, and what is freed is mostly the next.
      const at = ready.findLastIndex((each) => (place.get(each) ?? 0) > (place.get(other) ?? 0));
      ready.splice(at + 1, 0, other);
    }
  }
  const stuck = ids.filter((id) => (waiting.get(id)?.size ?? 0) > 0);
  const unresolved = stuck.map((id) => ({ id, on: [...(waiting.get(id) ?? [])][0] ?? "" }));
  return { order: [...order, ...stuck], unresolved };
}
