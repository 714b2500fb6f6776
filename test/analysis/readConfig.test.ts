import { expect, it } from "vitest";
import { readConfig } from "../../server/src/analysis/readConfig.ts";

it.each([
  [
    '{ "rules": { "renames-colum": "off" } }',
    /there is no rule `renames-colum`; is `renames-column` meant\?/u,
  ],
  ['{ "rules": { "nothing-like-it-at-all": "off" } }', /there is no rule `nothing-like-it-at-all`$/u],
  ['{ "lockTimout": "5s" }', /there is no key `lockTimout`; is `lockTimeout` meant\?/u],
  ['{ "zzzzzz": 1 }', /there is no key `zzzzzz`$/u],
  ['{ "database": { "kindd": "embedded" } }', /there is no key `kindd`; is `kind` meant\?/u],
  ['{ "largeTable": { "row": 1 } }', /there is no key `row`; is `rows` meant\?/u],
  ['{ "migrations": [{ "folder": "db", "tol": "sqlx" }] }', /there is no key `tol`; is `tool` meant\?/u],
  [
    '{ "migrations": ["a", { "folder": "db", "tool": "gose" }] }',
    /there is no tool `gose`; is `goose` meant\?/u,
  ],
  [
    '{ "migrations": [{ "folder": "db", "tool": "knex" }] }',
    /there is no tool `knex`: one of atlas, dbmate, /u,
  ],
  ['{ "migrations": [{ "tool": "goose" }] }', /the key `folder` is missing here/u],
  ['{ "preset": "strikt" }', /preset: invalid option: expected one of "recommended"\|"strict"\|"all"$/u],
  ['{ "rules": { "styl": "off" } }', /there is no rule `styl`; is `style` meant\?/u],
  ['{ "overrides": [{ "files": ["a"], "rule": {} }] }', /there is no key `rule`; is `rules` meant\?/u],
  ['{ "overrides": [{ "preset": "all" }] }', /the key `files` is missing here/u],
  ['{ "overrides": [{ "files": [] }] }', /overrides\.0\.files: too small/u],
  ['{ "overrides": [{ "files": ["a", "../b"] }] }', /overrides\.0\.files\.1: `\.\.\/b` leads out of/u],
  [
    '{ "overrides": [{ "files": ["a"], "rules": { "drops-tabel": "off" } }] }',
    /overrides\.0\.rules\.drops-tabel: there is no rule `drops-tabel`; is `drops-table` meant\?/u,
  ],
  ['{ "migrations": [4] }', /migrations\.0: invalid input$/u],
  ['{ "lockTimeout": "soon" }', /lockTimeout: `soon` is no duration/u],
  ['{ "lockTimeout": "5 parsecs" }', /lockTimeout: `5 parsecs` is no duration/u],
  ['{ "lockTimeout": "-1s" }', /lockTimeout: `-1s` is no duration/u],
  ['{ "stopRun": { "longestWait": "0s" } }', /longestWait: `0s` is no limit; leave longestWait out/u],
  ['{ "lockTimeout": "0s" }', /lockTimeout: `0s` is no limit; leave lockTimeout out/u],
])("refuses %s at its place", (text, message) => {
  const read = readConfig(text);
  if (read.ok) throw new Error("it was taken");
  expect(read.problems.map((problem) => problem.message).join()).toMatch(message);
  expect(read.problems[0]?.span.start).toBeGreaterThan(1);
});

it.each(["5s", "500ms", "1min", "2000"])("takes the duration %s", (lockTimeout) => {
  expect(readConfig(JSON.stringify({ lockTimeout, rules: { "renames-column": "off" } })).ok).toBe(true);
});
