import { expect, it } from "vitest";
import { detectFormat } from "../../server/src/formats/detect.ts";
import { liquibase } from "../../server/src/formats/liquibase.ts";
import { memoryTree } from "./trees.ts";

const read = (text: string) => {
  const { migrations } = liquibase.read(memoryTree({ "1_a.sql": text }));
  return migrations[0]?.sections.map(({ span, transaction, splits }) => [
    text.slice(span.start, span.end),
    transaction,
    splits,
  ]);
};

it("reads each change set as it is sent", () => {
  const text = [
    "-- Liquibase Formatted SQL",
    "--changeset ada:1 context:all",
    "--preconditions onFail:MARK_RAN",
    "SELECT 1;",
    "SELECT 2;",
    "--rollback SELECT 3;",
    "",
    "-- changeset ada:two-2 runInTransaction:false",
    "SELECT 4;",
    "--changeset ada:3 splitStatements:false endDelimiter:/",
    "SELECT 5;",
    "--changeset ada:4 runWith:psql",
    "SELECT 6;",
    "--changeset ada:5 ignore:true",
    "SELECT 7;",
    "",
  ].join("\n");
  expect(read(text)).toEqual([
    ["SELECT 1;\nSELECT 2;", "single", true],
    ["SELECT 4;", "autocommit", true],
    ["SELECT 5;", "single", false],
    ["SELECT 6;", "autocommit", true],
  ]);
});

it("takes a file without the header for one change", () => {
  expect(read("SELECT 1;\n")).toEqual([["SELECT 1;", "single", true]]);
});

it("says that it reads by name what a changelog orders", () => {
  const files = {
    "1_a.sql": "--liquibase formatted sql\n--changeset a:1\nSELECT 1;\n",
    "db.changelog.xml": "",
  };
  const { problems } = liquibase.read(memoryTree(files));
  expect(problems.map(({ code }) => code)).toEqual(["assumed-order"]);
  expect(detectFormat(memoryTree(files))?.format.id).toBe("liquibase");
});
