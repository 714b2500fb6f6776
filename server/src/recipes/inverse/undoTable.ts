import { isTable, type Table, type View } from "../../catalog/relations.ts";
import { ident, sql, Sql } from "../../sql/fragment.ts";
import type { Scene } from "./scene.ts";
import { createPolicy, createRule, createTrigger } from "./tableParts.ts";
import { addColumns, alterColumns, alterTable, dropColumns } from "./undoColumns.ts";
import { addConstraints, dropConstraints } from "./undoConstraints.ts";
import { samePolicy } from "./samePolicy.ts";
import { undoTableState } from "./undoTableState.ts";
import { undo, type Undo, type Undoing } from "./undo.ts";

/** A table that was there before a statement and is there after it. */
export function undoTable(before: Table, after: Table, scene: Scene): Undoing {
  const added = addConstraints(before, after, scene);
  return {
    drops: [
      ...dropParts(before, after, scene),
      ...dropConstraints(before, after, scene),
      ...dropColumns(before, after, scene),
    ],
    renames: renameParts(before, after, scene),
    alters: [...alterColumns(before, after, scene), ...undoTableState(before, after, scene)],
    creates: [...addColumns(before, after, scene), ...added.keys, ...createParts(before, after, scene)],
    last: added.foreignKeys,
  };
}

const partsOf = (relation: Table | View) => ({
  TRIGGER: relation.triggers.filter(({ copied }) => copied !== true),
  POLICY: isTable(relation) ? relation.policies : [],
  RULE: relation.rules.filter(({ event }) => isTable(relation) || event !== "select"),
});
const kinds = ["TRIGGER", "POLICY", "RULE"] as const;

/** Triggers, policies and rules that were made, and policies that were changed. */
export function dropParts(before: Table | View, after: Table | View, { now }: Scene): readonly Undo[] {
  const [was, is] = [partsOf(before), partsOf(after)];
  const changed = changedPolicies(before, after);
  return kinds.flatMap((kind) => {
    const known = new Set(was[kind].map(({ id }) => id));
    return is[kind]
      .filter(({ id }) => !known.has(id) || changed.has(id))
      .toReversed()
      .map(({ name }) => undo(sql`DROP ${Sql.verbatim(kind)} ${ident(name)} ON ${now.name(after)}`));
  });
}

export function createParts(before: Table | View, after: Table | View, scene: Scene): readonly Undo[] {
  const [was, is] = [partsOf(before), partsOf(after)];
  const there = new Set(kinds.flatMap((kind) => is[kind].map(({ id }) => id)));
  const changed = changedPolicies(before, after);
  return [
    ...was.TRIGGER.filter(({ id }) => !there.has(id)).map((each) => createTrigger(before, each, scene)),
    ...(isTable(before)
      ? before.policies
          .filter(({ id }) => !there.has(id) || changed.has(id))
          .map((each) => createPolicy(before, each, scene))
      : []),
    ...was.RULE.filter(({ id }) => !there.has(id)).map((each) => createRule(before, each, scene)),
  ];
}

/** Ids of policies that say something else now. */
function changedPolicies(before: Table | View, after: Table | View): ReadonlySet<string> {
  if (!isTable(before) || !isTable(after)) return new Set();
  const is = new Map(after.policies.map((each) => [each.id, each]));
  return new Set(
    before.policies.flatMap((policy) => {
      const other = is.get(policy.id);
      return other === undefined || samePolicy(policy, other) ? [] : [policy.id];
    }),
  );
}

function renameParts(before: Table, after: Table, { now }: Scene): readonly Undo[] {
  const table = now.name(after);
  const columns = renamed(before.columns, after.columns, ({ number }) => number);
  const constraints = renamed(
    before.constraints.filter(
      ({ local, inherited, kind }) => local && inherited === 0 && kind !== "not-null",
    ),
    after.constraints,
    ({ id }) => id,
  );
  const [was, is] = [partsOf(before), partsOf(after)];
  const isOwn = (name: string): boolean =>
    before.parents.length === 0 ||
    before.columns.some((column) => column.name === name && column.inherited === 0);
  return [
    ...columns
      .filter(([to]) => isOwn(to))
      .map(([to, from]) =>
        undo(sql`${alterTable(after, table)} RENAME COLUMN ${ident(from)} TO ${ident(to)}`),
      ),
    ...constraints.map(([to, from]) =>
      undo(sql`${alterTable(after, table)} RENAME CONSTRAINT ${ident(from)} TO ${ident(to)}`),
    ),
    ...kinds.flatMap((kind) =>
      renamed<{ readonly id: string; readonly name: string }>(was[kind], is[kind], ({ id }) => id).map(
        ([to, from]) =>
          undo(sql`ALTER ${Sql.verbatim(kind)} ${ident(from)} ON ${table} RENAME TO ${ident(to)}`),
      ),
    ),
  ];
}

/** Pairs of the old and the new name, the last change first. */
export function renamed<Part extends { readonly name: string }>(
  before: readonly Part[],
  after: readonly Part[],
  key: (part: Part) => string | number,
): readonly (readonly [string, string])[] {
  const names = new Map(after.map((part) => [key(part), part.name]));
  return before.flatMap((part) => {
    const name = names.get(key(part));
    return name === undefined || name === part.name ? [] : [[part.name, name] as const];
  });
}
