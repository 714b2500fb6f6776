import type { Node } from "@pgsql/types";
import type { OtherObject } from "../../catalog/collections.ts";
import type { Execution } from "../execution.ts";
import { optionValue } from "../indexes/definition.ts";

type Action = NonNullable<OtherObject["publishing"]>["actions"][number];

const actions: readonly Action[] = ["insert", "update", "delete", "truncate"];

/** The WITH of a publication (parse_publication_options). */
export function publicationOptions(
  execution: Execution,
  nodes: readonly Node[] | undefined,
): {
  readonly actions: readonly Action[] | undefined;
  readonly viaRoot: boolean | undefined;
  readonly generated: boolean | undefined;
} {
  let published: readonly Action[] | undefined;
  let viaRoot: boolean | undefined;
  let generated: boolean | undefined;
  const given = new Set<string>();
  for (const node of nodes ?? []) {
    if (!("DefElem" in node)) continue;
    const { defname = "" } = node.DefElem;
    const value = optionValue(node.DefElem);
    if (!isKnown(execution, defname))
      execution.fail("42601", `unrecognized publication parameter: "${defname}"`);
    if (given.has(defname)) execution.fail("42601", "conflicting or redundant options");
    given.add(defname);
    if (defname === "publish_via_partition_root") viaRoot = /^(?:true|on|1)$/iu.test(value);
    if (defname === "publish_generated_columns") generated = value.toLowerCase() === "stored";
    if (defname === "publish") published = actionsIn(execution, value);
    else if (!isGood(defname, value))
      execution.fail("42601", `invalid value for publication parameter "${defname}": "${value}"`);
  }
  return { actions: published, viaRoot, generated };
}

function isKnown({ server }: Execution, name: string): boolean {
  if (name === "publish_generated_columns") return server.isSince(18);
  return name === "publish" || name === "publish_via_partition_root";
}

const booleans = ["true", "false", "on", "off", "0", "1"];

function isGood(name: string, value: string): boolean {
  const allowed = name === "publish_generated_columns" ? ["none", "stored"] : booleans;
  return allowed.includes(value.toLowerCase());
}

function actionsIn(execution: Execution, value: string): readonly Action[] {
  const words = value
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
  return words.map((word) => {
    const action = actions.find((one) => one === word.toLowerCase());
    return (
      action ?? execution.fail("42601", `unrecognized value for publication option "publish": "${word}"`)
    );
  });
}
