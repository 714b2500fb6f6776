import { badges, failsVerification, type VerifyResult } from "../protocol/verify.ts";
import { oneOf, type Options } from "./options.ts";
import type { Output } from "./output.ts";
import { withEngine } from "./run.ts";
import { verifyJson } from "./verifyJson.ts";
import { verifyJunit } from "./verifyJunit.ts";
import { verifyText } from "./verifyText.ts";

/**
 * `lockkeeper verify DIR`: each migration up, down and up again on a scratch database, with rows in every table. 1 where
 * one is broken, a down that is written does not lead back to the same schema, or a badge is what --fail-on names.
 */
export async function verify(options: Options, output: Output): Promise<number> {
  const format = oneOf("--format", options.format, ["text", "json", "junit"]);
  return withEngine(options, output, async (engine, project, signal) => {
    const onProgress = (message: string): void => {
      if (process.stderr.isTTY) output.err(message);
    };
    const result = await engine.verify(project, { signal, onProgress });
    if (format === "json") output.out(JSON.stringify(verifyJson(result, project.uri), undefined, 2));
    else if (format === "junit") output.out(verifyJunit(result, project.uri));
    else output.out(verifyText(result, project.uri));
    return fails(result, options) ? 1 : 0;
  });
}

/** A down that nobody has written is no mistake, unless the user says so. */
function fails({ migrations }: VerifyResult, { failOn }: Options): boolean {
  const worst = failOn === undefined ? undefined : badges.slice(badges.indexOf(failOn));
  return migrations.some(
    (each) => failsVerification(each) || (each.badge !== "untried" && worst?.includes(each.badge) === true),
  );
}
