import { expect, it } from "vitest";
import type { Format } from "../../server/src/formats/format.ts";
import { formats } from "../../server/src/formats/index.ts";

/** How many paths of its folder a format looks at while it reads a project of so many migrations. */
function looks(format: Format, count: number): number {
  const empty = format.read({ paths: [], text: () => undefined });
  const drafts = Array.from({ length: count }, (_none, index) => ({
    name: `m${String(index)}`,
    up: "SELECT 1;\n",
    ...(format.hasDown ? { down: "SELECT 2;\n" } : {}),
    autocommit: false,
  }));
  const files = new Map(
    format
      .write(drafts, empty, "2026-01-01T00:00:00.000Z")
      .map(({ path, content }) => [path, content] as const),
  );
  let looked = 0;
  const paths = new Proxy([...files.keys()], {
    get: (list, key, receiver): unknown => {
      looked++;
      return Reflect.get(list, key, receiver);
    },
  });
  const { migrations } = format.read({ paths, text: (path) => files.get(path) });
  expect(migrations).toHaveLength(count);
  return looked / count;
}

it.each(formats.map((format) => [format.id, format] as const))(
  "looks at each file of a folder as often when there are many: %s",
  (_id, format) => {
    expect(looks(format, 200)).toBeLessThan(looks(format, 50) + 2);
  },
);
