import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { errorLines, folderWith, run } from "./support/program.ts";

/** An existing migration of a tool, and what the next one is, `…` standing for the time of day. */
const forms = [
  {
    there: { "m/20250101000000_a.sql": "-- migrate:up\nSELECT 1;\n-- migrate:down\n" },
    next: { "…_add_a_note.sql": "-- migrate:up\n\n\n-- migrate:down\n\n" },
  },
  {
    there: { "m/0007_a.up.sql": "SELECT 1;", "m/0007_a.down.sql": "SELECT 1;" },
    next: { "0008_add_a_note.down.sql": "\n", "0008_add_a_note.up.sql": "\n" },
  },
  {
    there: { "m/00001_a.sql": "-- +goose Up\nSELECT 1;\n" },
    next: { "00002_add_a_note.sql": "-- +goose Up\n\n\n-- +goose Down\n\n" },
  },
  { there: { "m/V3__a.sql": "SELECT 1;" }, next: { "U4__add_a_note.sql": "\n", "V4__add_a_note.sql": "\n" } },
];

describe("new", () => {
  it.each(forms)("writes the next migration in its form behind what is there", async ({ there, next }) => {
    const cwd = folderWith(there);
    const { status, stdout, stderr } = await run(["new", "m", "Add", "a", "note!"], { cwd });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const made = readdirSync(join(cwd, "m")).filter((name) => !(`m/${name}` in there));
    expect(stdout.trim().split("\n").sort()).toEqual(made.map((name) => `m/${name}`).sort());
    const found = made.map((name) => [
      name.replace(/^\d{14}/, "…"),
      readFileSync(join(cwd, "m", name), "utf8"),
    ]);
    expect(Object.fromEntries(found)).toEqual(next);
  });

  it("begins a folder that is empty where its tool is named, also by the configuration", async () => {
    const cwd = folderWith({
      "a/.keep": "",
      "b/.keep": "",
      "lockkeeper.config.json": JSON.stringify({ migrations: [{ folder: "b", tool: "goose" }] }),
    });
    expect(await run(["new", "b", "first"], { cwd })).toMatchObject({ status: 0 });
    expect(readdirSync(join(cwd, "b")).some((name) => name.endsWith("_first.sql"))).toBe(true);
    expect(await run(["new", "a", "first", "--tool", "flyway"], { cwd })).toMatchObject({ status: 0 });
    expect(existsSync(join(cwd, "a/V1__first.sql"))).toBe(true);
  });

  it.each([
    { args: ["new"], says: "name the migrations folder, and say in a few words" },
    { args: ["new", "m"], says: "name the migrations folder, and say in a few words" },
    { args: ["new", "m", "!?"], says: "use letters or digits" },
    { args: ["new", "nowhere", "a"], says: "there is no such file or folder" },
    { args: ["new", "nowhere", "a", "--tool", "dbmate"], says: "it does not exist" },
    { args: ["new", "empty", "a"], says: "no migrations found" },
    { args: ["new", "m", "a", "--tool", "prisma"], says: "nothing here can be read as prisma" },
    { args: ["new", "odd", "a"], says: "Name it with --tool." },
  ])("$args is refused, and nothing is written", async ({ args, says }) => {
    const files = {
      "m/20250101000000_a.sql": "-- migrate:up\nSELECT 1;\n-- migrate:down\n",
      "empty/.keep": "",
      "odd/20250101000000_a.sql": "SELECT 1;",
    };
    const cwd = folderWith(files);
    const ran = await run(args, { cwd });
    expect(ran.status).toBe(2);
    expect(errorLines(ran).join()).toContain(says);
    for (const folder of ["m", "odd"]) expect(readdirSync(join(cwd, folder))).toHaveLength(1);
  });
});

it("statistics-query prints the query alone", async () => {
  const { status, stdout, stderr } = await run(["statistics-query"]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/^WITH RECURSIVE [^;]*;\n$/);
});
