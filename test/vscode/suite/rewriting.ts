import assert from "node:assert/strict";
import * as vscode from "vscode";
import { actionsAt, apply, codeOf, create, diagnosticsOf, list, until } from "./support.ts";

const folder = ["db", "migrations"] as const;

interface Case {
  readonly what: string;
  /** Of the migration that is rewritten; its tables are made by the one before. */
  readonly up: string;
  readonly down: string;
  /** Part of the action's title. */
  readonly action: RegExp;
  /** What the files that are written must say, together. */
  readonly says: readonly RegExp[];
  /** The least number of new files. */
  readonly files: number;
}

const before = `-- migrate:up
CREATE TABLE devices (id serial PRIMARY KEY, label text, owner text);
CREATE TABLE readings (id bigint PRIMARY KEY, device_id integer NOT NULL REFERENCES devices (id));

-- migrate:down
DROP TABLE readings;
DROP TABLE devices;
`;

const cases: readonly Case[] = [
  {
    what: "the integer key of a table that others reference becomes bigint",
    up: "ALTER TABLE devices ALTER COLUMN id TYPE bigint;",
    down: "ALTER TABLE devices ALTER COLUMN id TYPE integer;",
    action: /second column that takes the first one's name/u,
    says: [/ADD COLUMN IF NOT EXISTS id_new bigint/u, /CREATE OR REPLACE TRIGGER/u, /lockkeeper:rollout/u],
    files: 3,
  },
  {
    what: "a UNIQUE constraint is made of an index that is built while reads and writes go on",
    up: "ALTER TABLE devices ADD CONSTRAINT devices_label_key UNIQUE (label);",
    down: "ALTER TABLE devices DROP CONSTRAINT devices_label_key;",
    action: /unique index CONCURRENTLY/iu,
    says: [/CREATE UNIQUE INDEX CONCURRENTLY/u, /UNIQUE USING INDEX devices_label_key/u],
    files: 1,
  },
  {
    what: "an ALTER TABLE with several subcommands, as Prisma writes it, is taken apart",
    up: "ALTER TABLE devices ADD COLUMN seen timestamptz,\nALTER COLUMN label SET NOT NULL,\nADD CONSTRAINT devices_owner_check CHECK (owner <> '');",
    down: "ALTER TABLE devices DROP CONSTRAINT devices_owner_check, ALTER COLUMN label DROP NOT NULL, DROP COLUMN seen;",
    action: /Make this migration safe/u,
    says: [/NOT VALID/u, /VALIDATE CONSTRAINT devices_owner_check/u, /ALTER COLUMN label SET NOT NULL/u],
    files: 1,
  },
  {
    what: "a column with a default that differs from row to row is added empty, and filled in batches",
    up: "ALTER TABLE devices ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();",
    down: "ALTER TABLE devices DROP COLUMN token;",
    action: /fill the old ones in batches/u,
    says: [/SET DEFAULT gen_random_uuid\(\)/u, /COMMIT;/u, /VALIDATE CONSTRAINT/u],
    files: 2,
  },
];

/** One action turns a hazard into files of the project, which are there as a whole and have no such hazard. */
export function rewriting(): void {
  describe("rewriting", () => {
    afterEach(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

    cases.forEach(({ what, up, down, action, says, files }, index) => {
      it(what, async () => {
        const day = `2026020${String(index + 1)}`;
        await create(before, ...folder, `${day}000000_devices.sql`);
        const text = `-- migrate:up\n${up}\n\n-- migrate:down\n${down}\n`;
        const name = `${day}010000_change.sql`;
        const { document } = await create(text, ...folder, name);
        const at = new vscode.Range(1, 0, 1, 0);
        await until("finding to rewrite", () => diagnosticsOf(document.uri).find(isGrave));
        const chosen = await until(`action ${String(action)}`, async () =>
          (await actionsAt(document.uri, at)).find(({ title }) => action.test(title)),
        );
        const known = new Set(await list(...folder));
        await apply(chosen);
        await vscode.workspace.saveAll();
        const created = (await list(...folder)).filter((each) => !known.has(each));
        assert.ok(
          created.length >= files,
          `${String(created.length)} files were made: ${created.join(", ")}`,
        );
        const texts = await Promise.all(
          [name, ...created].map(async (each) => {
            const uri = vscode.Uri.joinPath(document.uri, "..", each);
            return (await vscode.workspace.openTextDocument(uri)).getText();
          }),
        );
        for (const pattern of says) assert.match(texts.join("\n"), pattern);
        await until("end of the hazards", () =>
          diagnosticsOf(document.uri).some(isGrave) ? undefined : true,
        );
        for (const each of [`${day}000000_devices.sql`, name, ...created])
          await vscode.workspace.fs.delete(vscode.Uri.joinPath(document.uri, "..", each));
      });
    });
  });
}

/** What the rewrite is to end; that a lock may be waited for without a limit is a matter of its own. */
function isGrave(diagnostic: vscode.Diagnostic): boolean {
  return (
    diagnostic.severity <= vscode.DiagnosticSeverity.Warning && codeOf(diagnostic) !== "missing-lock-timeout"
  );
}
