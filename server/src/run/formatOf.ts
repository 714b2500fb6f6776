import { formatById } from "../formats/detect.ts";
import type { Format } from "../formats/format.ts";
import { readOnlyMessage } from "../formats/named.ts";
import type { RunProject } from "./project.ts";
import { plainFailure, RunError } from "./runError.ts";

/** The format of a project that is run, with the ledger that is this one's. Throws a RunError. */
export function formatOf(project: RunProject): Format {
  const format = formatById(project.format);
  if (format === undefined)
    throw new RunError(plainFailure("unknown-format", `There is no migration format ${project.format}.`));
  const refusal = readOnlyMessage(format);
  if (refusal !== undefined) throw new RunError(plainFailure("read-only-tool", refusal));
  return { ...format, ledger: format.ledgerFor?.(project) ?? format.ledger };
}
