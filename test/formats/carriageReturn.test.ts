import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formats } from "../../server/src/formats/index.ts";
import { split } from "../../server/src/sql/split.ts";
import { diskTree, memoryTree } from "./trees.ts";

/*
 * PostgreSQL ends a `--` comment at a carriage return, and so the comments that tools take for marks. What stands behind
 * one is run; no reader may leave it out, unless its tool does, and then it says so.
 */

const drop = "DROP TABLE seen";

function fixture(id: string): Readonly<Record<string, string>> {
  const tree = diskTree(join(import.meta.dirname, "fixtures", id));
  return Object.fromEntries(tree.paths.map((path) => [path, tree.text(path) ?? ""]));
}

describe.each(formats.map((format) => [format.id, format] as const))("%s", (id, format) => {
  const files = fixture(id);
  const paths = Object.keys(files).filter((path) => path.endsWith(".sql"));
  const marked = paths.flatMap((path) =>
    (files[path] ?? "")
      .split("\n")
      .flatMap((line, index) => (line.startsWith("--") ? [{ path, index }] : [])),
  );
  const added = paths.map((path) => ({ path, index: -1 }));

  it.each([...marked, ...added])(
    "sees what follows a carriage return in $path, comment line $index",
    ({ path, index }) => {
      const lines = (files[path] ?? "").split("\n");
      if (index < 0) lines.unshift(`-- c\r${drop};`);
      else lines[index] = `${lines[index] ?? ""}\r${drop};`;
      const text = lines.join("\n");
      const project = format.read(memoryTree({ ...files, [path]: text }));
      const sections = project.migrations.flatMap((each) =>
        each.sections.filter((section) => section.path === path),
      );
      const statements = sections.flatMap(({ span }) =>
        split(text, span).pieces.map((piece) => text.slice(piece.span.start, piece.span.end)),
      );
      const isSeen = statements.includes(drop);
      const isTold = project.problems.some((problem) => problem.path === path);
      // A comment in front of the first mark is not sent at all; the mark itself is.
      const isMark = /migrate:|\+goose|migration|no-transaction/i.test(lines[Math.max(index, 0)] ?? "");
      const starts = sections.map(({ span }) => span.start);
      const isNotSent = !isMark && starts.length > 0 && text.indexOf(drop) < Math.min(...starts);
      expect(isSeen || isTold || isNotSent, `${text}\n${JSON.stringify(statements)}`).toBe(true);
    },
  );
});
