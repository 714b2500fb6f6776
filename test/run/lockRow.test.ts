import { beforeEach, describe, expect, test } from "vitest";
import { yoyo } from "../../server/src/formats/yoyo.ts";
import { workbench } from "./workbench.ts";

/* yoyo's lock is a row that it commits; the real yoyo runs beside us in interop/atOnce.test.ts. */

const bench = workbench(18, { lockLimit: 300 });
const { open, run, repair, rows } = bench;
const holders = () => rows("SELECT pid FROM yoyo_lock");
const seen = "CREATE TABLE seen AS SELECT pid = -pg_backend_pid() AS ours FROM yoyo_lock;\n";

beforeEach(async () => {
  open(yoyo, { "0.a.sql": "SELECT 1;\n" });
  expect((await run()).failure).toBeUndefined();
});

test("the row is there while a run is under way, and gone afterwards", async () => {
  bench.folder.write("1.a.sql", seen);
  expect((await run()).failure).toBeUndefined();
  expect(await rows("SELECT ours FROM seen")).toEqual([["t"]]);
  bench.folder.write("2.a.sql", "SELECT 1/0;\n");
  expect((await run()).failure).toMatchObject({ code: "22012" });
  expect(await holders()).toEqual([]);
});

test("a run whose session is cut takes the row with it", async () => {
  bench.folder.write("1.a.sql", "SELECT pg_terminate_backend(pg_backend_pid());\n");
  expect((await run()).failure).toMatchObject({ code: "connection-lost" });
  expect(await holders()).toEqual([]);
});

describe("a row that is there before", () => {
  test("of yoyo keeps runs and repairs out, and stays", async () => {
    await rows("INSERT INTO yoyo_lock (locked, ctime, pid) VALUES (1, '2026-01-02 03:04:05', 4711)");
    bench.folder.write("1.a.sql", seen);
    const { failure } = await run();
    expect(failure).toMatchObject({ code: "locked-by-another-runner" });
    expect(failure?.message).toBe(
      "yoyo (process 4711, since 2026-01-02 03:04:05 UTC) has locked this database. Nothing was run; try again when it is done, or `yoyo break-lock` if that process is gone.",
    );
    expect(await repair("mark", "1.a")).toBe("locked-by-another-runner");
    expect(await holders()).toEqual([["4711"]]);
  });

  test("of a run of ours that was killed is taken over", async () => {
    await rows("INSERT INTO yoyo_lock (locked, ctime, pid) VALUES (1, now(), -4711)");
    bench.folder.write("1.a.sql", seen);
    expect((await run()).failure).toBeUndefined();
    expect(await rows("SELECT ours FROM seen")).toEqual([["t"]]);
    expect(await holders()).toEqual([]);
  });
});
