import { afterAll, describe, expect, test } from "vitest";
import { dbmate } from "../../server/src/formats/dbmate.ts";
import { goose } from "../../server/src/formats/goose.ts";
import { endSmallDisks, noSmallDisk, onSmallDisk } from "../support/smallDisk.ts";
import { workbench } from "./workbench.ts";

/* A disk of sixteen megabytes that is full: nothing is lost, and it is said what to do. */

const missing = noSmallDisk();
afterAll(endSmallDisks);
const rowsOf = (table: string, megabytes: number) =>
  `INSERT INTO ${table} SELECT repeat('x', 1000) FROM generate_series(1, ${megabytes * 1_000})`;

if (missing !== undefined) test.skip(`a disk that is full: ${missing}`);
else
  describe.each([14, 18] as const)("a disk that is full on %i", (major) => {
    const bench = workbench(major, {}, (each) => onSmallDisk(each, 16));
    const { rows } = bench;
    const file = (megabytes: number) => ({
      "1_a.sql": "-- migrate:up\nCREATE TABLE a (t text);\n-- migrate:down\nDROP TABLE a;\n",
      "2_b.sql": `-- migrate:up\nCREATE TABLE b (t text);\n${rowsOf("b", megabytes)};\n-- migrate:down\nDROP TABLE b;\n`,
    });

    test("in a transaction: it goes back, and goes through with less", async () => {
      bench.open(dbmate, file(20));
      const { failure } = await bench.run();
      expect(failure).toMatchObject({
        code: "53100",
        version: "2",
        rolledBack: true,
        range: { start: { line: 2 } },
      });
      expect(failure?.message).toMatch(
        /(?:No space left on device|wrote only \d+ of \d+ bytes).*\(53100\)\. Check free disk space\..*rolled back/,
      );
      expect(await bench.statuses()).toEqual(["1 applied", "2 pending"]);
      expect(await rows("SELECT to_regclass('a'), to_regclass('b')")).toEqual([["a", null]]);
      for (const [name, text] of Object.entries(file(1))) bench.folder.write(name, text);
      expect((await bench.run()).failure).toBeUndefined();
      expect(await bench.statuses()).toEqual(["1 applied", "2 applied"]);
    });

    test("outside a transaction: what ran stays, is told, and is undone", async () => {
      const half = (last: string) => ({
        "1_b.sql": `-- +goose NO TRANSACTION\n-- +goose Up\nCREATE TABLE b (t text);\n${last};\n`,
      });
      bench.open(goose, half(rowsOf("b", 20)));
      const { failure } = await bench.run();
      expect(failure).toMatchObject({ code: "53100", version: "1", rolledBack: false });
      expect(failure?.message).toMatch(
        /first statement ran outside a transaction and stays.*lockkeeper repair/,
      );
      expect(await bench.statuses()).toEqual(["1 unfinished"]);
      bench.folder.write("1_b.sql", half("ALTER TABLE b ADD COLUMN c int")["1_b.sql"]);
      expect(await bench.repair("undo", "1")).toBe("undone, and marked as not applied: 1 b");
      expect((await bench.run()).failure).toBeUndefined();
      expect(await bench.statuses()).toEqual(["1 applied"]);
    });

    test("before a run begins: nothing is run, and it goes through once there is room", async () => {
      await rows("CREATE TABLE filler (t text)");
      for (const megabytes of [4, 2, 1, 1, 1]) await rows(rowsOf("filler", megabytes)).catch(() => undefined);
      await rows(
        "DO $$ BEGIN LOOP INSERT INTO filler VALUES (repeat('x', 1000)); COMMIT; END LOOP; END $$",
      ).catch(() => undefined);
      bench.open(dbmate, file(1));
      const { failure, steps } = await bench.run();
      expect(failure).toMatchObject({ code: "53100", rolledBack: true });
      expect(failure?.message).toMatch(/Check free disk space/);
      expect(steps).toEqual([]);
      await rows("DROP TABLE filler");
      expect((await bench.run()).failure).toBeUndefined();
      expect(await bench.statuses()).toEqual(["1 applied", "2 applied"]);
    });
  });
