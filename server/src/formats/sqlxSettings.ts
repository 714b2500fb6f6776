import { parse } from "smol-toml";
import * as z from "zod";
import type { FileTree, LedgerSettings } from "./format.ts";

const places = ["sqlx.toml", "../sqlx.toml", "../../sqlx.toml"];
const shape = z.looseObject({
  migrate: z.looseObject({
    "table-name": z.string().optional(),
    "create-schemas": z.array(z.string()).optional(),
    "ignored-chars": z.array(z.string()).optional(),
  }),
});

/** What `sqlx.toml` (sqlx 0.9, sqlx-core/src/config/migrate.rs) says of the ledger; the nearest one counts. */
export function sqlxSettings(tree: FileTree): LedgerSettings | undefined {
  const text = places
    .map((path) => {
      if (path.startsWith("../")) return tree.outside?.(path);
      return tree.paths.includes(path) ? tree.text(path) : undefined;
    })
    .find((each) => each !== undefined);
  const read = text === undefined ? undefined : shape.safeParse(tomlOf(text)).data?.migrate;
  if (read === undefined) return undefined;
  const { "table-name": table, "create-schemas": schemas, "ignored-chars": ignored } = read;
  return {
    ...(table === undefined ? {} : { table }),
    ...(schemas === undefined ? {} : { schemas: [...schemas].sort() }),
    ...(ignored === undefined ? {} : { ignored: ignored.join("") }),
  };
}

function tomlOf(text: string): unknown {
  try {
    return parse(text);
  } catch {
    // sqlx would not read it either.
    return undefined;
  }
}
