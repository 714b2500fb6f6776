import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Range } from "vscode-languageserver-protocol";
import { readTree } from "../../server/src/disk/fileTree.ts";
import { dbmate } from "../../server/src/formats/dbmate.ts";
import type { Format } from "../../server/src/formats/format.ts";
import { runProject } from "../../server/src/run/project.ts";
import type { RunProject } from "../../server/src/run/project.ts";

/** A migrations folder on disk, read through its format. */
export interface ProjectFolder {
  readonly path: string;
  read(): RunProject;
  write(name: string, text: string): void;
  remove(name: string): void;
  dispose(): void;
}

export function projectFolder(
  files: Readonly<Record<string, string>>,
  format: Format = dbmate,
): ProjectFolder {
  const path = mkdtempSync(join(tmpdir(), "lockkeeper-project-"));
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  return {
    path,
    write,
    remove: (name) => rmSync(join(path, name)),
    read: () => runProject(pathToFileURL(path).href, format, readTree(path)),
    dispose: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** The text that a range of a file covers. */
export function textIn(text: string, range: Range | undefined): string | undefined {
  if (range === undefined) return undefined;
  const lines = text.split(/\r\n|\n/);
  const starts = lines.map(
    (_line, index) =>
      text
        .split(/(?<=\n)/)
        .slice(0, index)
        .join("").length,
  );
  const offset = (position: Range["start"]): number => (starts[position.line] ?? 0) + position.character;
  return text.slice(offset(range.start), offset(range.end));
}

/** The three migrations of a small shop, in dbmate's format, with CRLF and an emoji on the way. */
export const shop = {
  "001_users.sql":
    "-- migrate:up\r\nCREATE TABLE users (id int PRIMARY KEY, name text DEFAULT '😀');\r\n-- migrate:down\r\nDROP TABLE users;\r\n",
  "002_orders.sql":
    "-- migrate:up\nCREATE TABLE orders (id int, user_id int REFERENCES users);\nINSERT INTO users VALUES (1);\n-- migrate:down\nDROP TABLE orders; DELETE FROM users;\n",
  "003_index.sql":
    "-- migrate:up transaction:false\nCREATE INDEX CONCURRENTLY orders_user ON orders (user_id);\n-- migrate:down transaction:false\nDROP INDEX CONCURRENTLY orders_user;\n",
};
