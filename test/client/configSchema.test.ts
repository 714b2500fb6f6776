import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import * as z from "zod";
import { configSchema } from "../../server/src/analysis/config.ts";
import { rules } from "../../server/src/rules/index.ts";
import { groups } from "../../server/src/rules/rule.ts";

const object = z.object({ properties: z.record(z.string(), z.unknown()).optional() });
const shape = z.object({
  properties: z.record(z.string(), object.extend({ items: object.optional() })),
  definitions: z.object({ rules: z.object({ properties: z.record(z.string(), z.unknown()) }) }),
});

it("offers in the editor exactly the keys that the configuration file may hold", () => {
  const file = path.resolve(import.meta.dirname, "../../schemas/lockkeeper.config.schema.json");
  const schema = shape.parse(JSON.parse(readFileSync(file, "utf8")));
  expect(Object.keys(schema.properties).sort()).toEqual(Object.keys(configSchema.shape).sort());
  const { database, largeTable, history } = configSchema.shape;
  const inner = { database, largeTable, history };
  for (const [key, { def }] of Object.entries(inner)) {
    const keys = Object.keys(schema.properties[key]?.properties ?? {});
    expect(keys.sort(), key).toEqual(Object.keys(def.innerType.shape).sort());
  }
  const override = configSchema.shape.overrides.def.innerType.element;
  const keys = Object.keys(schema.properties["overrides"]?.items?.properties ?? {});
  expect(keys.sort()).toEqual(Object.keys(override.shape).sort());
  const ids = Object.keys(schema.definitions.rules.properties);
  expect(ids.sort()).toEqual([...groups, ...rules.map(({ id }) => id)].sort());
});
