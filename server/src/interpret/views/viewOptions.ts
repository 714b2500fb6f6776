import type { ViewStmt } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import { storageOptions } from "../indexes/definition.ts";

/** The options of views with the first major that has them (reloptions.c). */
const known: Readonly<Record<string, number | undefined>> = {
  security_barrier: 14,
  check_option: 14,
  security_invoker: 15,
};

const booleans = ["true", "false", "on", "off", "yes", "no", "1", "0", "t", "f", "y", "n"];

/** The options of a view; 22023 for one that the target does not have, or that is no boolean. */
export function viewOptions(
  execution: Execution,
  { options: nodes, withCheckOption: check }: Pick<ViewStmt, "options" | "withCheckOption">,
): Readonly<Record<string, string>> {
  const word = check === "LOCAL_CHECK_OPTION" ? "local" : "cascaded";
  const isChecked = check === "LOCAL_CHECK_OPTION" || check === "CASCADED_CHECK_OPTION";
  const options = { ...storageOptions(nodes), ...(isChecked ? { check_option: word } : {}) };
  for (const [name, value] of Object.entries(options)) {
    const since = known[name];
    if (since === undefined || !execution.server.isSince(since))
      execution.fail("22023", `unrecognized parameter "${name}"`);
    const isGood =
      name === "check_option"
        ? ["local", "cascaded"].includes(value.toLowerCase())
        : booleans.includes(value.toLowerCase());
    if (!isGood) execution.fail("22023", `invalid value for option "${name}": ${value}`);
  }
  return options;
}
