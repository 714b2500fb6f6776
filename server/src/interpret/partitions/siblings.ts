import type { RelationId } from "../../catalog/ids.ts";
import type { Table } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { tableById } from "../names/lookup.ts";
import { boundOf, order, overlaps, type Bound } from "./overlap.ts";

interface Sibling {
  readonly id: RelationId;
  readonly bound: Bound;
  /** Of the ranges up to here: those with the lowest start and the highest end, where they can be told. */
  readonly outermost: { readonly lowest: Range; readonly highest: Range } | undefined;
}

type Range = Extract<Bound, { kind: "range" }>;

/**
 * The bounds of the partitions of one table, such that a new one is not held to each of them. What is known of a list
 * of partitions is shared by the longer lists made from it; each sees its own length only.
 */
class Siblings {
  readonly #all: Sibling[];
  /** The place of the partition that takes a value of a list. */
  readonly #places: Map<string, number>;
  readonly #length: number;
  readonly default: RelationId | undefined;

  constructor(all: Sibling[], places: Map<string, number>, fallback: RelationId | undefined) {
    this.#all = all;
    this.#places = places;
    this.#length = all.length;
    this.default = fallback;
  }

  get length(): number {
    return this.#length;
  }

  /** The first partition that shares a value with a bound. */
  overlapping(bound: Bound): RelationId | undefined {
    if (bound.kind === "list") {
      const places = bound.values.flatMap((value) => this.#places.get(value) ?? []);
      const first = Math.min(...places, this.#length);
      return first < this.#length ? this.#all[first]?.id : undefined;
    }
    if (bound.kind === "range" && this.#isBeyond(bound)) return undefined;
    for (let at = 0; at < this.#length; at++) {
      const sibling = this.#all[at];
      if (sibling !== undefined && overlaps(bound, sibling.bound)) return sibling.id;
    }
    return undefined;
  }

  with(id: RelationId, bound: Bound): Siblings {
    const isLongest = this.#all.length === this.#length;
    const all = isLongest ? this.#all : this.#all.slice(0, this.#length);
    const places = isLongest ? this.#places : placesOf(all);
    all.push({ id, bound, outermost: this.#outermostWith(bound) });
    enter(places, bound, all.length - 1);
    return new Siblings(all, places, this.default ?? (bound.kind === "default" ? id : undefined));
  }

  /** Partitions are mostly made in the order of their ranges. */
  #isBeyond({ lower, upper }: Range): boolean {
    const { lowest, highest } = this.#all[this.#length - 1]?.outermost ?? {};
    if (lowest === undefined || highest === undefined) return false;
    return order(lower, highest.upper) >= 0 || order(lowest.lower, upper) >= 0;
  }

  #outermostWith(bound: Bound): Sibling["outermost"] {
    const last = this.#all[this.#length - 1];
    if (bound.kind !== "range") return last?.outermost;
    const { lowest = bound, highest = bound } = last?.outermost ?? {};
    const isKnown = last === undefined || last.outermost !== undefined || this.#length === 1;
    const [low, high] = [order(bound.lower, lowest.lower), order(bound.upper, highest.upper)];
    if (!isKnown || Number.isNaN(low) || Number.isNaN(high)) return undefined;
    return { lowest: low < 0 ? bound : lowest, highest: high > 0 ? bound : highest };
  }
}

function placesOf(all: readonly Sibling[]): Map<string, number> {
  const places = new Map<string, number>();
  for (const [at, { bound }] of all.entries()) enter(places, bound, at);
  return places;
}

function enter(places: Map<string, number>, bound: Bound, at: number): void {
  if (bound.kind !== "list") return;
  for (const value of bound.values) if (!places.has(value)) places.set(value, at);
}

/** A list of partitions is never one of others: it is made anew when one comes or goes, and bounds do not change. */
const known = new WeakMap<readonly RelationId[], Siblings>();

/** The partitions of a table as they are now. */
export function siblingsOf(execution: Execution, { children }: Table): Siblings {
  const found = known.get(children);
  if (found !== undefined) return found;
  const made = children.reduce(
    (siblings, id) => {
      const node = tableById(execution, id).bound?.node;
      const spec = node !== undefined && "PartitionBoundSpec" in node ? node.PartitionBoundSpec : {};
      return siblings.with(id, boundOf(spec));
    },
    new Siblings([], new Map(), undefined),
  );
  known.set(children, made);
  return made;
}

/** Says that a table has one partition more than it had `before`. */
export function noteSibling(before: Siblings, now: Table, id: RelationId, bound: Bound): void {
  const isNext = now.children.length === before.length + 1 && now.children.at(-1) === id;
  if (isNext) known.set(now.children, before.with(id, bound));
}

export type { Siblings };
