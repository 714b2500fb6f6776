import { expect, it } from "vitest";
import { detectFormat } from "../../server/src/formats/detect.ts";
import { postgrator } from "../../server/src/formats/postgrator.ts";
import { memoryTree } from "./trees.ts";

const tree = (...names: string[]) => memoryTree(Object.fromEntries(names.map((name) => [name, "SELECT 1;"])));
const read = (...names: string[]) => postgrator.read(tree(...names));

it("orders by number, and leaves alone what is not its own", () => {
  const names = [
    "10.do.c.sql",
    "9.do.sql",
    "009.undo.other.name.sql",
    "1.do.a.b.sql",
    "2.DO.x.sql",
    "x.do.y.sql",
  ];
  const { migrations, problems } = read(...names);
  expect(migrations.map(({ version, name, paths }) => [version, name, paths.length])).toEqual([
    ["1", "a", 1],
    ["9", "", 2],
    ["10", "c", 1],
  ]);
  expect(problems).toEqual([]);
  expect(detectFormat(tree(...names))?.format.id).toBe("postgrator");
});

it("refuses one version under two names, as postgrator does", () => {
  expect(read("1.do.a.sql", "01.do.b.sql").problems).toMatchObject([
    { code: "duplicate-version", refuses: "project" },
  ]);
});

it("never runs what is below the highest version that is applied", () => {
  const passes = (key: string) => postgrator.ledger.passesOver?.(key, [{ version: "2" }, { version: "10" }]);
  expect(["1", "9", "10", "11"].map(passes)).toEqual([true, true, false, false]);
});
