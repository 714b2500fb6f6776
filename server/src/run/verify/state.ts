import { compareCatalogs, type Difference } from "../../catalog/differences/compareCatalogs.ts";
import type { Grammar } from "../../sql/grammar.ts";
import { printExpression } from "../../sql/printExpression.ts";
import type { Client } from "pg";
import { inSnapshot, readOpenCatalog, type LiveCatalog } from "../liveCatalog/readLiveCatalog.ts";
import { readBeside, type Remark } from "./beside.ts";
import { readTables, type TableRows } from "./rows.ts";

/** A database at one moment, without what a tool or we keep in it for ourselves. */
export interface State {
  readonly live: LiveCatalog;
  readonly beside: readonly Remark[];
  readonly tables: readonly TableRows[];
  /** Tables that count for nothing, as `schema.name`. */
  readonly ignored: readonly string[];
}

/** Reads all of it at one moment; the client must have no transaction open. `ours` are names as to_regclass takes them. */
export async function readState(client: Client, grammar: Grammar, ours: readonly string[]): Promise<State> {
  return inSnapshot(client, async () => {
    const ignored = await namesOf(client, ours);
    const live = await readOpenCatalog(client, grammar);
    const beside = (await readBeside(client)).filter(
      ({ name }) => !ignored.some((each) => name.startsWith(each)),
    );
    return { live, beside, tables: await readTables(client, ignored), ignored };
  });
}

/** Tables as `schema.name`, of names as to_regclass takes them; those that are not there are left out. */
export async function namesOf(client: Client, tables: readonly string[]): Promise<readonly string[]> {
  const { rows } = await client.query<{ readonly name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name
       FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.oid IN (SELECT pg_catalog.to_regclass(t) FROM unnest($1::text[]) t)`,
    [tables],
  );
  return rows.map(({ name }) => name);
}

/** In what the schema is not as it was, object by object. Nothing is said twice of one. */
export function differencesBetween(before: State, after: State, grammar: Grammar): readonly Difference[] {
  const { live } = before;
  const inModel = compareCatalogs(live.catalog, after.live.catalog, {
    major: live.major,
    print: (node) => printExpression(node, grammar),
    ignored: [...before.ignored, ...after.ignored],
  });
  const names = new Set(inModel.map(({ name }) => name));
  return [
    ...inModel,
    ...besideDifferences(before.beside, after.beside).filter(({ name }) => !names.has(name)),
  ];
}

/** What is there on one side only is told by the model, but for what it does not hold: words and rights. */
function besideDifferences(before: readonly Remark[], after: readonly Remark[]): readonly Difference[] {
  const keyOf = ({ kind, name, property }: Remark): string => JSON.stringify([kind, name, property]);
  const now = new Map(after.map((each) => [keyOf(each), each]));
  const was = new Map(before.map((each) => [keyOf(each), each]));
  const objects = (side: readonly Remark[]): ReadonlySet<string> =>
    new Set(side.filter(({ property }) => property !== "comment").map(({ kind, name }) => `${kind} ${name}`));
  const [objectsNow, objectsBefore] = [objects(after), objects(before)];
  return [...new Set([...was.keys(), ...now.keys()])].flatMap((key): readonly Difference[] => {
    const [one, other] = [was.get(key), now.get(key)];
    const { kind = "", name = "", property = "" } = one ?? other ?? {};
    if (one?.value === other?.value) return [];
    const object = `${kind} ${name}`;
    const isWhole = property !== "comment" && objectsNow.has(object) !== objectsBefore.has(object);
    if (isWhole && isInModel(kind)) return [];
    if (isWhole) return [{ change: one === undefined ? "unexpected" : "missing", kind, name }];
    return [{ change: "different", kind, name, property, ...valuesOf(one, other) }];
  });
}

function valuesOf(one: Remark | undefined, other: Remark | undefined) {
  return { expected: one?.value ?? "none", found: other?.value ?? "none" };
}

/** Of these the model says whether they are there. */
function isInModel(kind: string): boolean {
  return !["statistics object", "default privileges", "database"].includes(kind);
}
