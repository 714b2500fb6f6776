import { describe, expect, it, onTestFinished } from "vitest";
import { freshDatabase, testedMajors } from "../support/servers.ts";
import { cases } from "./downForCases.ts";
import { TestProject } from "./projects.ts";
import { send } from "./send.ts";
import { wholeFingerprint } from "./wholeFingerprint.ts";

/*
 * Each case is run on a server: its migrations, a fingerprint, its up, the down that is written for it, and the
 * fingerprint again. What is called reversible has the same catalog and rows, what is called lossy the same catalog.
 */
describe.each(testedMajors)("a down on PostgreSQL %d", (major) => {
  it.each(cases.filter(({ since = 14 }) => since <= major))(
    "$name",
    async ({ before, unknown, rows, up, grade, says = [], format = "golang-migrate", outside = false }) => {
      const database = await freshDatabase(major);
      onTestFinished(() => database.dispose());
      const client = await database.connect();
      const project = TestProject.of(
        format,
        [
          ...(before === undefined
            ? []
            : [{ name: "before", up: before, down: "-- Nothing to undo.", autocommit: false }]),
          { name: "change", up, autocommit: outside },
        ],
        {},
        { majors: [major] },
      );
      const back = project.downFor();
      const written = project.with(back.placed ?? { files: [], edits: [] });
      for (const migration of written.analysis.migrations.slice(0, -1))
        await send(client, written, migration, "up");
      if (unknown !== undefined) await client.query(unknown);
      if (rows !== undefined) await client.query(rows);
      const was = await wholeFingerprint(client);
      await send(client, written, written.last, "up");
      await send(client, written, written.last, "down");
      const is = await wholeFingerprint(client);
      if (back.grade !== "irreversible") expect(is.catalog, back.script).toEqual(was.catalog);
      if (back.grade === "reversible") expect(is.data, back.script).toEqual(was.data);
      expect(back.grade, `${back.script}\n${JSON.stringify(back.remarks)}`).toBe(grade ?? "reversible");
      for (const words of says) expect(back.script).toContain(words);
    },
  );
});
