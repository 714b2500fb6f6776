import type { RepairAction } from "../protocol.ts";
import { oneOf, type Options } from "./options.ts";
import type { Output } from "./output.ts";
import { withEngine } from "./run.ts";
import { UsageError } from "./usageError.ts";

/** `lockkeeper repair DIR --mark|--unmark|--accept|--finish VERSION`: settles what `status` shows as unfinished, changed or missing. */
export async function repair(options: Options, output: Output): Promise<number> {
  const format = oneOf("--format", options.format, ["text", "json"]);
  const { action, version } = asked(options);
  return withEngine(options, output, async (engine, project, signal) => {
    const said = await engine.repair(project, action, version, signal);
    output.out(
      format === "json" ? JSON.stringify({ version: 1, action, migration: version }, undefined, 2) : said,
    );
    return 0;
  });
}

function asked(options: Options): { readonly action: RepairAction; readonly version: string } {
  const given = (["mark", "unmark", "accept", "finish"] as const).flatMap((action) => {
    const version = options[action];
    return version === undefined ? [] : [{ action, version }];
  });
  const [one, ...others] = given;
  if (one !== undefined && others.length === 0) return one;
  throw new UsageError(
    "repair: give one of --mark VERSION, --unmark VERSION, --accept VERSION and --finish VERSION",
  );
}
