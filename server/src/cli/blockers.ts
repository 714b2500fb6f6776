import { isInTheWay } from "../run/inTheWay/inTheWay.ts";
import { blockersText } from "./blockersText.ts";
import { namedVersion } from "./namedVersion.ts";
import { oneOf, type Options } from "./options.ts";
import type { Output } from "./output.ts";
import { withEngine } from "./run.ts";

/** `lockkeeper blockers DIR`: whom an `up` would wait for now, and who would wait behind it. 1 where there is somebody. */
export async function blockers(options: Options, output: Output): Promise<number> {
  const format = oneOf("--format", options.format, ["text", "json"]);
  return withEngine(options, output, async (engine, project, signal) => {
    const { to, steps } = options;
    const version = to === undefined ? undefined : namedVersion(project.migrations, to);
    const request = { command: version === undefined ? "up" : "upTo", version, steps } as const;
    const found = await engine.inTheWay(project, request, signal);
    output.out(
      format === "json" ? JSON.stringify({ version: 1, ...found }, undefined, 2) : blockersText(found),
    );
    return isInTheWay(found) ? 1 : 0;
  });
}
