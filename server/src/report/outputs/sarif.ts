import { allFound } from "../allFound.ts";
import type { Found } from "../found.ts";
import { jsonPieces, Later, Written } from "../jsonPieces.ts";
import type { Reported } from "../reported.ts";
import { sarifResult } from "../sarifResult.ts";
import { rulesOf } from "../sarifRules.ts";
import { defineOutput, type OutputContext } from "./output.ts";

export const sarif = defineOutput({
  id: "sarif",
  summary: "SARIF 2.1.0, for code scanning of GitHub and others",
  write: (reported, context) => jsonPieces(log(reported, context)),
});

function log(reported: readonly Reported[], context: OutputContext): object {
  const rules = new Set<string>();
  const results = function* () {
    for (const { found } of allFound(reported, context))
      for (const each of found) yield sarifResult(named(each, rules));
  };
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: new Written(() => [
      {
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: {
          "%SRCROOT%": { description: { text: "The root of the repository, or the folder of the run." } },
        },
        results: new Written(results),
        // Known once all results are.
        tool: new Later(() => ({ driver: driver(context, [...rules]) })),
      },
    ]),
  };
}

function named(found: Found, rules: Set<string>): Found {
  rules.add(found.rule);
  return found;
}

function driver({ version }: OutputContext, found: readonly string[]): object {
  return {
    name: "Lockkeeper",
    informationUri: "https://github.com/lockkeeper/lockkeeper",
    semanticVersion: version,
    version,
    rules: rulesOf(found),
  };
}
