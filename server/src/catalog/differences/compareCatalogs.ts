import type { Node } from "@pgsql/types";
import type { Catalog } from "../catalog.ts";
import type { Slot } from "../delta.ts";
import { describe } from "./describe.ts";
import type { Described, Fact } from "./described.ts";
import { sameExpression } from "./sameExpression.ts";

/** One object where a database differs from what its migrations would have created. */
export interface Difference {
  /** `missing`: the database lacks it; `unexpected`: no migration made it; `different`: both have it. */
  readonly change: "missing" | "unexpected" | "different";
  /** What it is: `column`, `unique index`. */
  readonly kind: string;
  /** `public.users.email`. */
  readonly name: string;
  /** For `different`: what is said of it, what the migrations say, and what the database says. */
  readonly property?: string;
  readonly expected?: string;
  readonly found?: string;
}

export interface ComparisonOptions {
  readonly major: number;
  /** Expressions as text, for what is shown. */
  readonly print: (node: Node) => string | undefined;
  /**
   * What counts for neither side: relations, as `schema.name`, with all that belongs to them, and schemas, without what
   * is in them.
   */
  readonly ignored?: readonly string[];
  /** What else counts for neither side. */
  readonly leaves?: (described: Pick<Described, "key" | "within">) => boolean;
  /** Compares what no user would call delta too: column numbers, dependencies. For tests of the models. */
  readonly internals?: boolean;
  /** Both come from one history, so that what did not change is the identical object in both. */
  readonly related?: boolean;
  /** Of such: the only entries that may differ, where that is known, so that the rest need not be looked at. */
  readonly among?: readonly Slot[] | undefined;
}

/** Compares what a history makes with what a database has, by the names that things have now. */
export function compareCatalogs(
  folded: Catalog,
  live: Catalog,
  options: ComparisonOptions,
): readonly Difference[] {
  const { major, among } = options;
  const unlike = (catalog: Catalog) => (options.related === true ? { catalog, among } : undefined);
  const expected = describe(folded, major, unlike(live));
  const found = describe(live, major, unlike(folded));
  const named = (kind: string): ReadonlySet<string> =>
    new Set(
      [...expected.values(), ...found.values()]
        .filter(({ key, name }) => key.startsWith(kind) && options.ignored?.includes(name) === true)
        .map(({ key }) => key),
    );
  const [ignored, schemas] = [named("relation "), named("schema ")];
  const counts = ({ key, within }: Described): boolean =>
    !ignored.has(key) &&
    !schemas.has(key) &&
    options.leaves?.({ key, within }) !== true &&
    !within.some((part) => ignored.has(part)) &&
    (options.internals === true || !isList(key));
  const differences = [
    ...onlyIn(expected, found, counts, schemas, options).map((each) => without("missing", each)),
    ...onlyIn(found, expected, counts, schemas, options).map((each) => without("unexpected", each)),
    ...[...expected.values()].filter(counts).flatMap((one) => {
      const other = found.get(one.key);
      return other === undefined || one.assumed === true ? [] : changed(one, other, options);
    }),
  ];
  return differences.sort(inOrder);
}

function isList(key: string): boolean {
  return key.startsWith("dependents ");
}

/**
 * What one side has alone, but for parts of what it has alone and for parts of what is only assumed. What one history came
 * to assume later was there before.
 */
function onlyIn(
  side: ReadonlyMap<string, Described>,
  others: ReadonlyMap<string, Described>,
  counts: (described: Described) => boolean,
  schemas: ReadonlySet<string>,
  { related }: ComparisonOptions,
): readonly Described[] {
  const isAlone = (part: string): boolean => {
    const own = side.get(part);
    if (own === undefined || schemas.has(part)) return false;
    return !others.has(part) && !(related === true && own.assumed === true);
  };
  return [...side.values()].filter(
    (each) =>
      each.assumed !== true &&
      !others.has(each.key) &&
      counts(each) &&
      !each.within.some((part) => isAlone(part) || (related !== true && others.get(part)?.assumed === true)),
  );
}

function without(change: Difference["change"], { kind, name }: Described): Difference {
  return { change, kind, name };
}

function changed(expected: Described, found: Described, options: ComparisonOptions): readonly Difference[] {
  const { kind, name } = expected;
  const [told, seen] = [expected.facts(), found.facts()];
  const others = new Map(seen.map((fact) => [fact.name, fact]));
  const own = new Set(told.map((fact) => fact.name));
  const pairs = [
    ...told.map((fact) => [fact, others.get(fact.name)] as const),
    ...seen.filter((fact) => !own.has(fact.name)).map((fact) => [undefined, fact] as const),
  ];
  return pairs.flatMap(([one, other]) => {
    const property = one?.name ?? other?.name ?? "";
    if (same(one, other, options)) return [];
    return [
      {
        change: "different",
        kind,
        name,
        property,
        expected: shown(one, options),
        found: shown(other, options),
      },
    ];
  });
}

/** What only one side says goes with something else that differs, except where models are held to the letter. */
function same(one: Fact | undefined, other: Fact | undefined, { internals }: ComparisonOptions): boolean {
  const isInternal = one?.internal === true || other?.internal === true;
  if (isInternal && internals !== true) return true;
  if (one === undefined || other === undefined) return !isInternal;
  if (one.unknown === true || other.unknown === true) return true;
  if (one.value !== other.value) return false;
  if (one.node === undefined || other.node === undefined) return one.node === other.node;
  return sameExpression(one.node, other.node);
}

function shown(fact: Fact | undefined, { print }: ComparisonOptions): string {
  if (fact === undefined) return "none";
  const text = fact.node === undefined ? undefined : print(fact.node);
  return text ?? (fact.value === "" ? "another expression" : fact.value);
}

const order = ["missing", "different", "unexpected"] as const;

function inOrder(one: Difference, other: Difference): number {
  return (
    compareText(one.name, other.name) ||
    order.indexOf(one.change) - order.indexOf(other.change) ||
    compareText(one.property ?? "", other.property ?? "")
  );
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
