import { expect } from "vitest";
import * as z from "zod";

/* What we write of SARIF 2.1.0, strictly: an extra key, or what the standard's own schema forbids, is a failure. */

const text = z.strictObject({ text: z.string().min(1), markdown: z.string().min(1).optional() });
const position = z.int().min(1);
const offset = z.int().nonnegative();
const region = z.strictObject({
  startLine: position,
  startColumn: position,
  endLine: position,
  endColumn: position,
  charOffset: offset,
  charLength: offset,
  byteOffset: offset,
  byteLength: offset,
  snippet: z.strictObject({ text: z.string() }).optional(),
});
const artifactLocation = z.strictObject({
  uri: z.string().regex(/^(?:[\w.~!*'()/-]|%[0-9A-F]{2})+$/),
  uriBaseId: z.literal("%SRCROOT%"),
});
const physicalLocation = z.strictObject({ artifactLocation, region });
const level = z.enum(["none", "note", "warning", "error"]);
const result = z.strictObject({
  ruleId: z.string().min(1),
  level,
  message: text,
  locations: z.array(z.strictObject({ physicalLocation })).length(1),
  relatedLocations: z
    .array(z.strictObject({ id: offset, message: text, physicalLocation }))
    .min(1)
    .optional(),
  partialFingerprints: z.record(z.string(), z.string().regex(/^[0-9a-f]{16}$/)),
  suppressions: z
    .array(
      z.strictObject({
        kind: z.enum(["inSource", "external"]),
        status: z.literal("accepted"),
        justification: z.string().min(1),
      }),
    )
    .length(1)
    .optional(),
});
const rule = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: z
    .string()
    .regex(/^[A-Z]\w+$/)
    .optional(),
  shortDescription: text,
  fullDescription: text.optional(),
  help: text.optional(),
  helpUri: z.url().optional(),
  defaultConfiguration: z.strictObject({ level }).optional(),
  properties: z.strictObject({ tags: z.array(z.string()).refine(areUnique) }).optional(),
});
const log = z.strictObject({
  $schema: z.url(),
  version: z.literal("2.1.0"),
  runs: z
    .array(
      z.strictObject({
        columnKind: z.literal("utf16CodeUnits"),
        originalUriBaseIds: z.record(z.string(), z.strictObject({ description: text })),
        results: z.array(result),
        tool: z.strictObject({
          driver: z.strictObject({
            name: z.literal("Lockkeeper"),
            informationUri: z.url(),
            version: z.string().regex(/^\d+\.\d+\.\d+$/),
            semanticVersion: z.string().regex(/^\d+\.\d+\.\d+$/),
            rules: z.array(rule),
          }),
        }),
      }),
    )
    .length(1),
});

export type SarifRun = z.infer<typeof log>["runs"][number];
export type SarifResult = SarifRun["results"][number];

function areUnique(list: readonly string[]): boolean {
  return new Set(list).size === list.length;
}

/** Reads a log and holds it against the files that it is about: every region, in each of its three notations. */
export function sarifRun(written: string, fileAt: (uri: string) => Buffer | undefined): SarifRun {
  const [run] = log.parse(JSON.parse(written)).runs;
  if (run === undefined) throw new Error("There is no run.");
  const ids = run.tool.driver.rules.map(({ id }) => id);
  expect(areUnique(ids), "rules are described once").toBe(true);
  for (const each of run.results) {
    expect(ids).toContain(each.ruleId);
    const [{ physicalLocation } = { physicalLocation: undefined }] = each.locations;
    const places = [physicalLocation, ...(each.relatedLocations ?? []).map((more) => more.physicalLocation)];
    for (const place of places) if (place !== undefined) expectRegion(place, fileAt);
  }
  return run;
}

function expectRegion(
  { artifactLocation: { uri }, region: at }: z.infer<typeof physicalLocation>,
  fileAt: (uri: string) => Buffer | undefined,
): void {
  const bytes = fileAt(decodeURIComponent(uri));
  if (bytes === undefined) return;
  const whole = bytes.toString("utf8").replace(/^\ufeff/, "");
  const byChars = whole.slice(at.charOffset, at.charOffset + at.charLength);
  const byBytes = bytes.subarray(at.byteOffset, at.byteOffset + at.byteLength).toString("utf8");
  const lines = whole.split(/(?<=\r\n|\n|\r(?!\n))/);
  const startOf = (line: number): number => lines.slice(0, line - 1).join("").length;
  const byLines = whole.slice(
    startOf(at.startLine) + at.startColumn - 1,
    startOf(at.endLine) + at.endColumn - 1,
  );
  expect(byBytes.replace(/^\ufeff/, "")).toBe(byChars);
  expect(byLines).toBe(byChars);
  if (at.snippet !== undefined) expect(at.snippet.text).toBe(byChars);
}
