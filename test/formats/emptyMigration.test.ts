import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { emptyMigration, type EmptyMigration } from "../../server/src/formats/emptyMigration.ts";
import type { Format } from "../../server/src/formats/format.ts";
import { formats } from "../../server/src/formats/index.ts";
import { diskTree, memoryTree } from "./trees.ts";

const now = "2031-02-03T04:05:06.000Z";

/** A new migration in the project that is the format's fixture, as the format reads it then. */
function added(format: Format, words: string) {
  const fixture = diskTree(join(import.meta.dirname, "fixtures", format.id));
  const before = format.read(fixture);
  const made = emptyMigration(words, format, before, now);
  if (made === undefined) throw new Error("No migration was made.");
  const files = Object.fromEntries(fixture.paths.map((path) => [path, fixture.text(path) ?? ""]));
  for (const { path, content } of made.files) files[path] = content;
  for (const { path, content } of format.seal?.(memoryTree(files)) ?? []) files[path] = content;
  return { fixture, before, made, files, after: format.read(memoryTree(files)) };
}

/** The project when the first statement has been typed where the cursor is. */
function typed(format: Format, files: Readonly<Record<string, string>>, { path, offset }: EmptyMigration) {
  const text = files[path] ?? "";
  const changed = { ...files, [path]: `${text.slice(0, offset)}SELECT 1;${text.slice(offset)}` };
  return { changed, project: format.read(memoryTree(changed)) };
}

function upsOf(
  { changed, project }: ReturnType<typeof typed>,
  version: string | undefined,
): string | undefined {
  const migration = project.migrations.find((each) => each.version === version);
  const [up] = migration?.sections.filter(({ direction }) => direction === "up") ?? [];
  return up === undefined ? undefined : changed[up.path]?.slice(up.span.start, up.span.end).trim();
}

it("is not made where the tool has it written elsewhere first", () => {
  const without = formats.filter((format) => format.begins !== undefined);
  expect(without.map(({ id }) => id)).toEqual(["graphile-migrate"]);
  for (const format of without) {
    const project = format.read(diskTree(join(import.meta.dirname, "fixtures", format.id)));
    expect(emptyMigration("add a phone", format, project, now)).toBeUndefined();
  }
});

const beginning = formats.filter((format) => format.begins === undefined);

describe.each(beginning.map((format) => [format.id, format] as const))(
  "a new migration of %s",
  (_id, format) => {
    it("comes behind all others, says nothing yet, and has a place for its first statement", () => {
      const { before, made, files, after } = added(format, "Add a phone number!");
      const versions = new Set(before.migrations.map(({ version }) => version));
      const fresh = after.migrations.filter(({ version }) => !versions.has(version));
      expect(fresh.map(({ name }) => name.toLowerCase().replaceAll(/[^a-z]+/g, "_"))).toEqual([
        expect.stringContaining("add_a_phone_number"),
      ]);
      const numbered = after.migrations.filter(
        ({ repeatable, version }) => repeatable !== true && (/^\d/.test(version) || format.id === "sqitch"),
      );
      expect(numbered.at(-1)).toBe(fresh[0]);
      // tern takes no migration without SQL, and calls one irreversible whose down part is empty.
      const problems = after.problems.filter(({ code }) => format.id !== "tern" || code !== "empty-file");
      expect(problems.length).toBe(before.problems.length);
      expect(fresh[0]?.sections.some(({ direction }) => direction === "down")).toBe(
        format.hasDown && format.id !== "tern",
      );
      expect(files[made.path]).not.toContain("lockkeeper-new-migration");
      expect(upsOf(typed(format, files, made), fresh[0]?.version)).toBe("SELECT 1;");
    });

    it("replaces no file but the tool's own list", () => {
      const { fixture, made } = added(format, "again");
      for (const { path, replaces } of made.files)
        expect(fixture.paths.includes(path)).toBe(replaces === true);
    });
  },
);

it("has a name that a file can have, whatever is typed", () => {
  const [format] = formats;
  if (format === undefined) throw new Error("There are no formats.");
  const { before } = added(format, "x");
  const nameIn = (words: string) => emptyMigration(words, format, before, now)?.path.toLowerCase();
  expect(nameIn("../../etc/passwd")).toContain("etc_passwd");
  expect(nameIn("../../etc/passwd")).not.toContain("..");
  expect(nameIn("Größe ändern")).toContain("größe_ändern");
  expect(nameIn("x".repeat(300))?.length).toBeLessThan(200);
  for (const nothing of ["", " ", "…", "/", "__"])
    expect(emptyMigration(nothing, format, before, now)).toBeUndefined();
});
