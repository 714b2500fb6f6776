import { codeOf } from "../databases/databaseError.ts";
import type { RunFailure } from "../../protocol.ts";
import type { RunContext } from "../runContext.ts";
import { plainFailure } from "../runError.ts";
import { serverMessage } from "../serverMessage.ts";

/** What ended the settling of a migration before it was through. `rest`: what came of it, a clause that ends its sentence. */
export function stillUnfinished(
  { signal: { aborted } }: Pick<RunContext, "signal">,
  version: string,
  rest: string,
  error: unknown,
): RunFailure {
  const happened = aborted ? "Cancelled" : serverMessage(error).replace(/\.$/, "");
  const code = aborted ? "cancelled" : (codeOf(error) ?? "internal-error");
  const message = `${happened}. The migration is still unfinished${rest}: \`lockkeeper status\` says how far it is.`;
  return plainFailure(code, message, version);
}
