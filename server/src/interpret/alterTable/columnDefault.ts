import { displayName } from "../../catalog/ids.ts";
import type { Column, Relation } from "../../catalog/relations.ts";
import { unknownType } from "../../catalog/types.ts";
import { isOpen } from "../openWorld/world.ts";
import { checkDefault, isNoDefault } from "../expressions/defaults.ts";
import type { Execution } from "../execution.ts";
import { freeExpression } from "../expressions/dependencies.ts";
import { columnOf, updateColumn } from "./columnCommand.ts";
import { tablesAndForeign, type Subcommand } from "./subcommand.ts";

/** SET DEFAULT and DROP DEFAULT: the catalog only (ATExecColumnDefault). */
export const columnDefault: Subcommand = {
  action: "ALTER COLUMN ... SET DEFAULT",
  lock: "ACCESS EXCLUSIVE",
  pass: ({ def }) => (def === undefined ? "drop" : "add-other-constraint"),
  on: [...tablesAndForeign, "view"],
  simpleRecursion: "first",
  apply: ({ execution }, relation, command) => {
    const column = columnOf(execution, relation, command);
    refuseFixed(execution, relation.name, column);
    const node = command.def;
    if (node !== undefined) checkDefault(execution, column, node);
    if (node === undefined) mayBeRequired(execution, relation, column);
    const none = node === undefined || isNoDefault(execution, column.type, node);
    const written = none ? undefined : freeExpression(execution, node, column.type);
    updateColumn(execution, relation.id, column.number, (now) => {
      const { default: replaced, ...rest } = now;
      if (written !== undefined) return { ...rest, default: written };
      return replaced === undefined ? now : rest;
    });
  },
};

/** A column of which only the name is known may be NOT NULL: then INSERTs that leave it out fail without its default. */
function mayBeRequired(execution: Execution, relation: Relation, column: Column): void {
  if (!isOpen(execution, relation) || column.type.id !== unknownType.id || column.notNull) return;
  execution.recorder.breaks("old-code-inserts-without-column", relation, column.name);
  execution.assume({ kind: "not-null", about: `${displayName(relation)}.${column.name}` });
}

function refuseFixed(execution: Execution, relation: string, column: Column): void {
  const words = `column "${column.name}" of relation "${relation}"`;
  if (column.identity !== undefined) execution.fail("42601", `${words} is an identity column`);
  if (column.generated !== undefined) execution.fail("42601", `${words} is a generated column`);
}
