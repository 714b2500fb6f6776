import { listChanges } from "../../catalog/listChanges.ts";
import { isIndex, isTable, type Column, type Constraint, type Table } from "../../catalog/relations.ts";
import { conjuncts } from "../expressions/conjuncts.ts";
import { checkRefusesNull } from "../expressions/proofs.ts";
import { siblingsOf } from "../partitions/siblings.ts";
import { isBuiltin } from "../types/typeRefs.ts";
import { columnChanges, type Broken, type Difference } from "./difference.ts";
import { isGone } from "./goneNames.ts";
import { domainsOf } from "./nullability.ts";

const refused = (part: string): Broken => ({ code: "old-code-writes-old-values", part });

/** Writes that were good before and are refused now: by constraints, unique indexes, partition bounds and domains. */
export function newRules(difference: Difference): readonly Broken[] {
  const { old, now } = difference;
  if (!isTable(old) || !isTable(now) || isGone(old, now)) return [];
  return [
    ...newConstraints(old, now),
    ...newUniqueIndexes(difference, old, now),
    ...newReferences(difference, old, now),
    ...newBounds(difference, old, now),
    ...columnChanges(difference, old.columns, now.columns).flatMap(({ known, column }) =>
      newColumnRules(difference, known, column),
    ),
  ];
}

function newConstraints(old: Table, now: Table): readonly Broken[] {
  return listChanges(old.constraints, now.constraints)
    .added.filter((constraint) => isRule(constraint, old, now) && !isEnforced(old, constraint))
    .map(({ name }) => refused(name));
}

function isEnforced(old: Table, { id }: Pick<Constraint, "id">): boolean {
  return old.constraints.some((constraint) => constraint.id === id && constraint.enforced);
}

/** NOT NULL in any form is told apart, and a unique index that becomes a constraint has refused before. */
function isRule(constraint: Constraint, old: Table, table: Table): boolean {
  if (!constraint.enforced || constraint.kind === "not-null") return false;
  if ("index" in constraint && constraint.kind !== "foreign-key")
    return !old.indexes.includes(constraint.index);
  if (constraint.kind !== "check") return true;
  return conjuncts(constraint.expression.node).some(
    (conjunct) => !table.columns.some(({ name }) => checkRefusesNull(conjunct, name)),
  );
}

function newUniqueIndexes({ execution }: Difference, old: Table, now: Table): readonly Broken[] {
  return listChanges(old.indexes, now.indexes).added.flatMap((id) => {
    const index = execution.edit.get("relation", id);
    const isNew = isIndex(index) && index.unique && index.constraint === undefined;
    return isNew ? [refused(index.name)] : [];
  });
}

/** DELETE, and UPDATE of the key, of a row that another table references now. */
function newReferences({ before, written }: Difference, old: Table, now: Table): readonly Broken[] {
  // A foreign key that the statement did not write was there before.
  return (written.get(now.id) ?? []).flatMap(({ table, key }) => {
    const earlier = before.get("relation", table);
    if (!key.enforced) return [];
    if (isTable(earlier) && isReferenced(old, key.id) && isEnforced(earlier, key)) return [];
    return [key.onDelete, key.onUpdate].some((action) => action === "no-action" || action === "restrict")
      ? [refused(key.name)]
      : [];
  });
}

function isReferenced(old: Table, id: Constraint["id"]): boolean {
  return old.referencedBy.some(({ constraint }) => constraint === id);
}

/** A table that becomes a partition takes only the rows of its bound; one without a partition for a row takes none. */
function newBounds({ before, execution }: Difference, old: Table, now: Table): readonly Broken[] {
  const isBound = now.bound !== undefined && !now.bound.isDefault && old.bound === undefined;
  const loses = listChanges(old.children, now.children).gone.some((id) => {
    const child = before.get("relation", id);
    return isTable(child) && child.bound !== undefined;
  });
  const keepsDefault = (): boolean => siblingsOf(execution, now).default !== undefined;
  return isBound || (loses && !keepsDefault()) ? [{ code: "old-code-writes-old-values" }] : [];
}

/** What a column's domain, enum or identity refuses now. */
function newColumnRules(
  { before, execution }: Difference,
  known: Column | undefined,
  column: Column,
): readonly Broken[] {
  if (known === undefined || (known === column && isBuiltin(column.type))) return [];
  const isAlways = column.identity?.always === true && known.identity?.always !== true;
  const isSameType = known.type.id === column.type.id;
  const checks = isSameType ? domainsOf(execution.edit, column.type).flatMap(checksOf) : [];
  const earlier = isSameType ? domainsOf(before, known.type).flatMap(checksOf) : [];
  const isChecked = checks.some((name) => !earlier.includes(name));
  return isAlways || isChecked || losesValue({ before, execution }, known, column)
    ? [refused(column.name)]
    : [];
}

function checksOf(domain: ReturnType<typeof domainsOf>[number]): readonly string[] {
  return domain.constraints.flatMap(({ kind, name }) => (kind === "check" ? [`${domain.id} ${name}`] : []));
}

/** A value of an enum that has another name now. */
function losesValue(
  { before, execution }: Pick<Difference, "before" | "execution">,
  known: Column,
  column: Column,
): boolean {
  if (isBuiltin(known.type)) return false;
  const old = before.get("type", known.type.id);
  const now = execution.edit.get("type", column.type.id);
  if (old?.kind !== "enum" || now?.kind !== "enum" || old.id !== now.id) return false;
  return old.values.some((value) => !now.values.includes(value));
}
