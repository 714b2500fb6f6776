import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readTree } from "../../../server/src/disk/fileTree.ts";
import { workbench } from "../workbench.ts";
import { interoperabilityPage } from "./page.ts";
import { tools } from "./tools.ts";

/* The tool itself and our runner in turns on one database: each goes on where the other stopped. */

const cases = tools.flatMap((tool) => ([14, 18] as const).map((major) => ({ tool, major })));

const runnable = cases.filter(({ tool }) => tool.missing === undefined);
for (const { tool, major } of cases.filter((each) => !runnable.includes(each)))
  test.skip(`${tool.format.label} on ${String(major)}: ${tool.missing ?? ""}`);

describe.each(runnable)("$tool.format.label and Lockkeeper in turns on $major", ({ tool, major }) => {
  const bench = workbench(major);
  const { rows } = bench;
  const table = (number: number) =>
    tool.files(number, `CREATE TABLE t${number} (id int);`, `DROP TABLE t${number};`);
  /* What a tool cannot do is no test of it. */
  const testDown = tool.down === undefined ? none : test;
  const testBare = tool.bare === undefined ? none : test;
  const ledger = () => rows(tool.ledger);
  const there = async () =>
    (await rows("SELECT relname FROM pg_class WHERE relname ~ '^t[0-9]$' ORDER BY 1")).flat().join();
  const states = async () => (await bench.status()).map(({ state }) => state).join();
  const theirs = {
    up: () => tool.up(bench.folder.path, bench.database),
    down: async () => tool.down?.(bench.folder.path, bench.database),
  };
  const add = (files: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(files)) bench.folder.write(name, text);
    for (const { path, content } of tool.format.seal?.(readTree(bench.folder.path)) ?? [])
      bench.folder.write(path, content);
  };
  const open = (files: Readonly<Record<string, string>>) => {
    bench.open(tool.format, {});
    add(files);
  };

  test("up, and the ledger is the same whoever writes it", async () => {
    open(table(1));
    expect((await bench.run()).failure).toBeUndefined();
    add(table(2));
    await theirs.up();
    expect([await there(), await states()]).toEqual(["t1,t2", "applied,applied"]);
    add(table(3));
    expect((await bench.run()).failure).toBeUndefined();
    const mixed = await ledger();
    await theirs.up();
    expect(await ledger()).toEqual(mixed);
    expect((await bench.run()).steps).toEqual([]);
  });

  testDown("down, each what the other made", async () => {
    open({ ...table(1), ...table(2) });
    await theirs.up();
    const made = await ledger();
    expect((await bench.run("down")).failure).toBeUndefined();
    expect([await there(), await states()]).toEqual(["t1", "applied,pending"]);
    await theirs.down();
    expect([await there(), await states()]).toEqual(["", "pending,pending"]);
    expect((await bench.run()).failure).toBeUndefined();
    expect(await ledger()).toEqual(made);
  });

  test("what fails in one is pending in the other, and goes through there once it is mended", async () => {
    open({ ...table(1), ...tool.files(2, "CREATE TABLE t2 (id int);\nSELECT 1/0;", "DROP TABLE t2;") });
    await expect(theirs.up()).rejects.toThrow();
    const [left, applied] = [await there(), await states()];
    expect(left).not.toContain("t2");
    expect((await bench.run()).failure).toMatchObject({ code: "22012", rolledBack: true });
    expect([await there(), await states()]).toEqual([left, applied]);
    add(table(2));
    await theirs.up();
    expect([await there(), await states()]).toEqual(["t1,t2", "applied,applied"]);
  });

  /** Its first statement stays, whatever becomes of the rest. */
  const half = "CREATE TABLE t2 (id int);\nCOMMIT;\nSELECT 1/0;";

  testBare("what Lockkeeper left half-way is settled, and the tool goes on", async () => {
    open({ ...table(1), ...tool.bare?.(2, half) });
    expect((await bench.run()).failure).toMatchObject({ code: "22012", rolledBack: false });
    expect([await there(), await states()]).toEqual(["t1,t2", "applied,unfinished"]);
    expect((await bench.run()).failure).toMatchObject({ version: expect.stringContaining("2") as string });
    await bench.repair("mark", newest(await bench.status()));
    add(table(3));
    await theirs.up();
    expect([await there(), await states()]).toEqual(["t1,t2,t3", "applied,applied,applied"]);
  });

  testBare("what the tool left half-way is refused by the server, settled, and goes on in both", async () => {
    open({ ...table(1), ...tool.bare?.(2, half) });
    await expect(theirs.up()).rejects.toThrow();
    expect([await there(), await states()]).toEqual(["t1,t2", "applied,pending"]);
    expect((await bench.run()).failure).toMatchObject({ code: "42P07" });
    await bench.repair("mark", newest(await bench.status()));
    add(table(3));
    await theirs.up();
    add(table(4));
    expect((await bench.run()).failure).toBeUndefined();
    expect(await there()).toBe("t1,t2,t3,t4");
  });

  test("the tool makes its ledger itself, and reads ours", async () => {
    open(table(1));
    await theirs.up();
    expect(await states()).toBe("applied");
    if (tool.down === undefined) return;
    const made = await ledger();
    await theirs.down();
    expect(await states()).toBe("pending");
    expect((await bench.run()).failure).toBeUndefined();
    expect(await ledger()).toEqual(made);
  });
});

/** In the place of a test that is not defined for a tool. */
const none: (name: string, body: () => Promise<void>) => void = () => undefined;

function newest(statuses: readonly { readonly version: string }[]): string {
  return statuses.at(-1)?.version ?? "";
}

test("docs/interoperability.md says which tools and versions these tests run", () => {
  const file = join(import.meta.dirname, "../../../docs/interoperability.md");
  if (process.env["INTEROP_WRITE"] === "1") writeFileSync(file, interoperabilityPage());
  expect(readFileSync(file, "utf8")).toBe(interoperabilityPage());
});
