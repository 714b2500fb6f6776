import { describe, expect, it } from "vitest";
import { formatById } from "../../server/src/formats/detect.ts";
import { planned, recipeCalled, TestProject } from "./projects.ts";

const table = "CREATE TABLE orders (id bigint PRIMARY KEY, note text);";
const index = "CREATE INDEX orders_note ON orders (note); -- wanted by the back office";
const built = "CREATE INDEX CONCURRENTLY orders_note ON orders (note); -- wanted by the back office";
/** Where a second statement can be sent, it asks whether the index is valid. */
const asked =
  /^CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_note ON orders \(note\);\nSELECT .*\n.*; -- wanted by the back office$/mu;

/** A file after the fix, in a project of one tool. */
function mended(formatId: string, files: Readonly<Record<string, string>>, path: string): string {
  const format = formatById(formatId);
  if (format === undefined) throw new Error(`no format ${formatId}`);
  const project = new TestProject(format, new Map(Object.entries(files)));
  const after = project.with(planned(project.rewrite(recipeCalled("create-index-concurrently"))));
  return after.files.get(path) ?? "";
}

describe("a file that is told to run outside a transaction keeps every line of the user", () => {
  it("goose", () => {
    const path = "2_note.sql";
    const text = `-- why: a slow page\n-- +goose Up\n-- one\n${index}\n\n-- +goose Down\n-- two\nDROP INDEX orders_note;\n-- end\n`;
    const after = mended("goose", { "1_orders.sql": `-- +goose Up\n${table}\n`, [path]: text }, path);
    expect(after).toMatch(asked);
    expect(after.replace(asked, built)).toBe(
      `-- +goose NO TRANSACTION\n${text.replace(index, built).replace("DROP INDEX orders_note", "DROP INDEX CONCURRENTLY IF EXISTS public.orders_note")}`,
    );
  });

  it("sqlx, which wants its directive first", () => {
    const path = "2_note.sql";
    const text = `-- why: a slow page\n${index}\n`;
    const files = { "1_orders.sql": `-- no-transaction\n${table}\n`, [path]: text };
    expect(mended("sqlx", files, path)).toBe(`-- no-transaction\n${text.replace(index, built)}`);
  });

  it("dbmate, however its markers are spaced", () => {
    const path = "2_note.sql";
    const text = `-- why: a slow page\n\n--  migrate:up\n${index}\n\n-- migrate:down\nDROP INDEX orders_note;\n`;
    const files = {
      "1_orders.sql": `-- migrate:up\n${table}\n\n-- migrate:down\nDROP TABLE orders;\n`,
      [path]: text,
    };
    const after = mended("dbmate", files, path);
    expect(after).toContain("-- why: a slow page\n\n--  migrate:up transaction:false\n");
    expect(after).toContain("-- migrate:down transaction:false\n");
  });
});
