import type { RepairAction, RunProgress } from "../protocol.ts";
import { failureOf } from "../run/runError.ts";
import { namedVersion } from "./namedVersion.ts";
import { oneOf, type Options } from "./options.ts";
import type { Output } from "./output.ts";
import { progress, withEngine } from "./run.ts";
import { UsageError } from "./usageError.ts";

/** `lockkeeper repair DIR --mark|--unmark|--accept|--finish|--undo VERSION`: settles what `status` shows as unfinished, changed or missing. */
export async function repair(options: Options, output: Output): Promise<number> {
  const format = oneOf("--format", options.format, ["text", "json", "events"]);
  const { action, version: given } = asked(options);
  return withEngine(options, output, async (engine, project, signal) => {
    const version = namedVersion(project.migrations, given);
    const line = (event: object): void => output.out(JSON.stringify(event));
    const onEvent = format === "events" ? line : undefined;
    const onProgress = (event: RunProgress): void => progress(event, output);
    const done = { version: 1, action, migration: version };
    const said = await engine
      .repair(project, action, version, signal, onProgress, onEvent)
      .catch((error: unknown) => {
        onEvent?.({ event: "done", ...done, failure: failureOf(error) });
        throw error;
      });
    if (format === "events") line({ event: "done", ...done });
    else output.out(format === "json" ? JSON.stringify(done, undefined, 2) : said);
    return 0;
  });
}

function asked(options: Options): { readonly action: RepairAction; readonly version: string } {
  const given = (["mark", "unmark", "accept", "finish", "undo"] as const).flatMap((action) => {
    const version = options[action];
    return version === undefined ? [] : [{ action, version }];
  });
  const [one, ...others] = given;
  if (one !== undefined && others.length === 0) return one;
  throw new UsageError(
    "repair: give one of --mark VERSION, --unmark VERSION, --accept VERSION, --finish VERSION and --undo VERSION",
  );
}
