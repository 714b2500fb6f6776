import { builtinSetting, type Setting } from "../../catalog/builtins/settings.ts";
import type { Execution } from "../execution.ts";
import { quantityOf } from "./quantity.ts";

/** Settings that pg_settings does not show. */
const hidden = ["role", "session_authorization", "seed", "xmloption", "ssl_renegotiation_limit"];

/** Fails on a setting that the server does not have or does not let a session change, and on a value it refuses (guc.c). */
export function refuseSetting(execution: Execution, name: string, value: string | undefined): void {
  // Two parts make a setting of an extension, or of the user's own.
  if (name.includes(".") || hidden.includes(name)) return;
  if (name === "default_with_oids") {
    refuseOids(execution, name, value);
    return;
  }
  refuseSince19(execution, name, value);
  const setting = builtinSetting(name, execution.server);
  if (setting === undefined) return execution.fail("42704", `unrecognized configuration parameter "${name}"`);
  refuseContext(execution, name, setting);
  if (value === undefined || isAllowed(setting, value)) return;
  execution.fail("22023", `invalid value for parameter "${name}": "${value}"`);
}

/** Strings keep their backslashes whatever a session says from 19 on; the settings were read from a server of 18. */
function refuseSince19(execution: Execution, name: string, value: string | undefined): void {
  if (!execution.server.isSince(19)) return;
  if (name === "standard_conforming_strings" && value !== undefined && isFalse(value))
    execution.fail("0A000", "non-standard string literals are not supported");
  if (name === "escape_string_warning")
    execution.fail("42704", `unrecognized configuration parameter "${name}"`);
}

/** Dumps of old servers turn it off, which is all that can be done with it. */
function refuseOids(execution: Execution, name: string, value: string | undefined): void {
  if (value === undefined || isFalse(value)) return;
  if (!isBoolean(value)) execution.fail("22023", `parameter "${name}" requires a Boolean value`);
  execution.fail("0A000", "tables declared WITH OIDS are not supported");
}

/** Whether a boolean setting's value switches it off (parse_bool). */
export function isFalse(value: string): boolean {
  const word = value.toLowerCase();
  return (
    isBoolean(value) && !["on", "1"].includes(word) && !["true", "yes"].some((one) => one.startsWith(word))
  );
}

function refuseContext(execution: Execution, name: string, { context }: Setting): void {
  const words: Readonly<Record<string, string | undefined>> = {
    internal: "changed",
    postmaster: "changed without restarting the server",
    sighup: "changed now",
    backend: "set after connection start",
    "superuser-backend": "set after connection start",
  };
  const problem = words[context];
  if (problem !== undefined) execution.fail("55P02", `parameter "${name}" cannot be ${problem}`);
}

function isAllowed(setting: Setting, value: string): boolean {
  switch (setting.type) {
    case "bool":
      return isBoolean(value);
    case "integer":
    case "real":
      return isInRange(setting, value);
    case "enum":
      return isWord(setting, value);
    case "string":
      return true;
  }
}

/** Any beginning of a word that is no beginning of another one (parse_bool). */
function isBoolean(value: string): boolean {
  const word = value.toLowerCase();
  const words = ["true", "false", "yes", "no"].some((one) => word !== "" && one.startsWith(word));
  return words || ["on", "off", "of", "1", "0"].includes(word);
}

function isInRange({ type, min, max, unit }: Setting, value: string): boolean {
  const quantity = quantityOf(value, unit);
  if (quantity === undefined) return false;
  const number = type === "integer" ? Math.round(quantity) : quantity;
  return number >= min && number <= max;
}

/** Some enums take more words than they show, those of booleans above all. */
function isWord({ words }: Setting, value: string): boolean {
  const word = value.toLowerCase();
  const isLevel = words.includes("notice") && ["debug", "info", "fatal", "panic"].includes(word);
  return isLevel || words.includes(word) || (words.includes("on") && isBoolean(word)) || word === "archive";
}
