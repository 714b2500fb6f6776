import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import * as z from "zod";
import { configSchema } from "../../server/src/analysis/config.ts";

const shape = z.object({
  properties: z.record(z.string(), z.object({ properties: z.record(z.string(), z.unknown()).optional() })),
});

it("offers in the editor exactly the keys that the configuration file may hold", () => {
  const file = path.resolve(import.meta.dirname, "../../schemas/lockkeeper.config.schema.json");
  const schema = shape.parse(JSON.parse(readFileSync(file, "utf8")));
  expect(Object.keys(schema.properties).sort()).toEqual(Object.keys(configSchema.shape).sort());
  const inner = { database: configSchema.shape.database, largeTable: configSchema.shape.largeTable };
  for (const [key, { def }] of Object.entries(inner)) {
    const keys = Object.keys(schema.properties[key]?.properties ?? {});
    expect(keys.sort(), key).toEqual(Object.keys(def.innerType.shape).sort());
  }
});
