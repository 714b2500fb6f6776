import type { AdaptedColumn, Adapter } from "./adapter.ts";
import { adapterClass } from "./template.ts";

/** The TypeScript module with which an application writes both sides: for `pg`, without other dependencies. */
export function adapterText(adapter: Adapter): string {
  const { id, table, key, old, fresh, mark, differing } = adapter;
  const names = (side: readonly AdaptedColumn[]): string => side.map(({ name }) => name).join(", ");
  return `${head(id, names(old), names(fresh))}
const table = ${JSON.stringify(table)};
const key: readonly string[] = ${JSON.stringify(key)};
/** Tells which rows are filled. */
const mark: string | undefined = ${mark === undefined ? "undefined" : JSON.stringify(mark)};
const differing = ${JSON.stringify(differing)};

const old: Side = ${side(old)};

const fresh: Side = ${side(fresh)};

${adapterClass}`;
}

function head(id: string, old: string, fresh: string): string {
  const lines = [
    `Writes ${old} and ${fresh} for the rollout ${id}. Made by Lockkeeper; it is yours to change.`,
    "",
    "Deploy it with the stage `old`. When the new columns are there, set `both` everywhere, then run the backfill; when",
    "`diverged` finds nothing, `reading-new`; then `new`, and finish the rollout. Stages that stand side by side in this",
    "order may run at the same time. What reads and writes the rows goes through this, also scripts.",
  ];
  return `/*\n${lines.map((line) => ` * ${line}`.trimEnd().replaceAll("*/", "* /")).join("\n")}\n */`.replace(
    /\n \*\n/,
    "\n *\n",
  );
}

function side(columns: readonly AdaptedColumn[]): string {
  const each = columns.map(
    ({ name, value, compared, default: given }) =>
      `  ${JSON.stringify(name)}: { value: ${JSON.stringify(value)}, compared: ${JSON.stringify(compared)}, default: ${given === undefined ? "undefined" : JSON.stringify(given)} },`,
  );
  return `{\n${each.join("\n")}\n}`;
}
