import { isIndex, type Index, type Table } from "../../catalog/relations.ts";
import { nameKey } from "../../catalog/ids.ts";
import type { Execution } from "../execution.ts";
import { automaticName } from "../indexes/define.ts";
import { definitionLike } from "../indexes/like.ts";
import { tableById } from "../names/lookup.ts";
import { replaceRelation, updateTable } from "../objects/objects.ts";
import type { TableWork } from "./alteration.ts";

/**
 * The parts of a partitioned index are dropped with it and made anew from its definition, so that they lose the names
 * that they were given and get automatic ones (DefineIndex).
 */
export function renameRemade(execution: Execution, { relation, remade }: TableWork): void {
  const indexes = [...remade].flatMap((id) => {
    const index = execution.edit.get("relation", id);
    return isIndex(index) ? [index] : [];
  });
  if (indexes.length === 0) return;
  const owner = tableById(execution, relation);
  const definitions = indexes.map((index) => definitionLike(execution, index, owner));
  const undo = execution.edit.mark();
  for (const index of indexes) giveName(execution, owner, index, undefined);
  const names = indexes.map((index, position) => {
    const definition = definitions[position];
    const name = definition === undefined ? index.name : automaticName(execution, owner, definition);
    giveName(execution, owner, index, name);
    return name;
  });
  // Most parts have been given no name.
  if (indexes.every(({ name }, position) => name === names[position])) undo();
}

/** Undefined takes the name away. */
function giveName({ edit }: Execution, owner: Table, index: Index, name: string | undefined): void {
  const { schema } = index;
  edit.put({
    collection: "relationName",
    key: nameKey({ schema, name: name ?? index.name }),
    value: name === undefined ? undefined : index.id,
  });
  if (name !== undefined) replaceRelation(edit, { ...index, name });
  if (index.constraint === undefined) return;
  updateTable(edit, owner.id, (now) => ({
    ...now,
    constraints: now.constraints.map((one) =>
      one.id === index.constraint ? { ...one, name: name ?? "" } : one,
    ),
  }));
}
