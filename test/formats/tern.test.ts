import { expect, it } from "vitest";
import { tern } from "../../server/src/formats/tern.ts";
import { memoryTree } from "./trees.ts";

const separator = "---- create above / drop below ----";
const bare = "---- tern: disable-tx ----";
const modes = (text: string) =>
  tern.read(memoryTree({ "1_a.sql": text })).migrations[0]?.sections.map((each) => each.transaction);

it("leaves the transaction for the part that says so, in a line that Go's regular expression ends", () => {
  expect(modes(`${bare}\nA;\n${separator}\nB;`)).toEqual(["autocommit", "single"]);
  expect(modes(`A;\n${separator}\n${bare}\nB;`)).toEqual(["single", "autocommit"]);
  expect(modes(`A;\n ${bare}\nB;`)).toEqual(["single"]);
  expect(modes(`${bare}\r\nA;\r\n${separator}\r\nB;`)).toEqual(["single", "single"]);
});

it("has no down where nothing stands below the separator", () => {
  expect(modes(`A;\n${separator}\n\n`)).toEqual(["single"]);
});

it("stands at 0 before the first", () => {
  expect(tern.ledger.remove({ ...entry, version: "001" }, [])[0]?.values).toEqual(["0"]);
  expect(tern.ledger.record({ ...entry, version: "002" }, ["001"])[0]?.values).toEqual(["2"]);
});

const entry = { version: "", name: "", path: "", bytes: undefined, executionMs: 0, now: "", uuid: "" };
