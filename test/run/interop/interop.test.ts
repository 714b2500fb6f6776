import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { workbench } from "../workbench.ts";
import { interoperabilityPage } from "./page.ts";
import { tools } from "./tools.ts";

/* The tool itself and our runner in turns on one database: each goes on where the other stopped. */

const cases = tools.flatMap((tool) => ([14, 18] as const).map((major) => ({ tool, major })));

const here = `${process.platform}-${process.arch}`;
const runnable = cases.filter(({ tool }) => tool.machine === undefined || tool.machine === here);
for (const { tool, major } of cases.filter((each) => !runnable.includes(each)))
  test.skip(
    `${tool.format.label} on ${String(major)}: its program is installed on ${tool.machine ?? ""} only`,
  );

describe.each(runnable)("$tool.format.label and Lockkeeper in turns on $major", ({ tool, major }) => {
  const bench = workbench(major);
  const { rows } = bench;
  const table = (number: number) =>
    tool.files(number, `CREATE TABLE t${number} (id int);`, `DROP TABLE t${number};`);
  const ledger = () => rows(tool.ledger);
  const there = async () =>
    (await rows("SELECT relname FROM pg_class WHERE relname ~ '^t[0-9]$' ORDER BY 1")).flat().join();
  const states = async () => (await bench.status()).map(({ state }) => state).join();
  const theirs = {
    up: () => tool.up(bench.folder.path, bench.database),
    down: () => tool.down(bench.folder.path, bench.database),
  };
  const add = (files: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(files)) bench.folder.write(name, text);
  };

  test("up and down, and the ledger is the same whoever writes it", async () => {
    bench.open(tool.format, table(1));
    expect((await bench.run()).failure).toBeUndefined();
    add(table(2));
    await theirs.up();
    expect([await there(), await states()]).toEqual(["t1,t2", "applied,applied"]);
    const mixed = await ledger();
    expect((await bench.run("down")).failure).toBeUndefined();
    expect([await there(), await states()]).toEqual(["t1", "applied,pending"]);
    await theirs.down();
    expect([await there(), await states()]).toEqual(["", "pending,pending"]);
    expect((await bench.run()).failure).toBeUndefined();
    expect(await ledger()).toEqual(mixed);
    await theirs.up();
    expect(await ledger()).toEqual(mixed);
    expect((await bench.run()).steps).toEqual([]);
  });

  test("what fails in one is pending in the other, and goes through there once it is mended", async () => {
    const bad = tool.files(2, "CREATE TABLE t2 (id int);\nSELECT 1/0;", "DROP TABLE t2;");
    bench.open(tool.format, { ...table(1), ...bad });
    await expect(theirs.up()).rejects.toThrow();
    const [left, applied] = [await there(), await states()];
    expect(left).not.toContain("t2");
    expect((await bench.run()).failure).toMatchObject({ code: "22012", rolledBack: true });
    expect([await there(), await states()]).toEqual([left, applied]);
    add(table(2));
    await theirs.up();
    expect([await there(), await states()]).toEqual(["t1,t2", "applied,applied"]);
  });

  test("the tool makes its ledger itself, and reads ours", async () => {
    bench.open(tool.format, table(1));
    await theirs.up();
    const made = await ledger();
    expect(await states()).toBe("applied");
    await theirs.down();
    expect(await states()).toBe("pending");
    expect((await bench.run()).failure).toBeUndefined();
    expect(await ledger()).toEqual(made);
  });
});

test("docs/interoperability.md says which tools and versions these tests run", () => {
  const file = join(import.meta.dirname, "../../../docs/interoperability.md");
  if (process.env["INTEROP_WRITE"] === "1") writeFileSync(file, interoperabilityPage());
  expect(readFileSync(file, "utf8")).toBe(interoperabilityPage());
});
