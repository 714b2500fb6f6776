import { findNodeAtLocation, getNodeValue, parseTree, type Node, type ParseError } from "jsonc-parser";
import type { z } from "zod";
import type { Span, SqlProblem } from "../sql/span.ts";
import { configSchema, type Config } from "./config.ts";

export type ReadConfig =
  | { readonly ok: true; readonly config: Config }
  /** One sentence each, at the spot it is about. */
  | { readonly ok: false; readonly problems: readonly SqlProblem[] };

/** Reads a configuration file's text (strict JSON). Never throws. */
export function readConfig(text: string): ReadConfig {
  const errors: ParseError[] = [];
  const json = text.replace(/^\uFEFF/, " ");
  const tree = parseTree(json, errors, { disallowComments: true, allowTrailingComma: false });
  const [error] = errors;
  if (tree === undefined || error !== undefined) return { ok: false, problems: [notJson(json, error)] };
  const value: unknown = getNodeValue(tree);
  const read = configSchema.safeParse(value);
  if (read.success) return { ok: true, config: read.data };
  return { ok: false, problems: read.error.issues.flatMap((issue) => located(issue, tree)) };
}

function notJson(text: string, error: ParseError | undefined): SqlProblem {
  const start = Math.min(error?.offset ?? 0, text.length);
  const end = start + (error?.length ?? 0);
  const found = text.slice(start, end).split(/\r?\n/)[0] ?? "";
  const where = found === "" ? "the file ends too early" : `\`${found}\` was not expected here`;
  return { code: "configuration", message: `it is not JSON: ${where}`, span: { start, end } };
}

function located(issue: z.core.$ZodIssue, tree: Node): readonly SqlProblem[] {
  const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => {
      const [name] = findNodeAtLocation(tree, [...path, key])?.parent?.children ?? [];
      return { code: "configuration", message: `there is no key \`${key}\``, span: spanOf(name ?? tree) };
    });
  }
  const node = findNodeAtLocation(tree, path) ?? tree;
  const about = path.length === 0 ? "the file" : path.join(".");
  return [{ code: "configuration", message: `${about}: ${sentence(issue.message)}`, span: spanOf(node) }];
}

/** zod's messages begin with a capital and may hold line breaks. */
function sentence(message: string): string {
  const line = message.replace(/\s+/g, " ");
  return `${line.charAt(0).toLowerCase()}${line.slice(1)}`;
}

function spanOf({ offset, length }: Node): Span {
  return { start: offset, end: offset + length };
}
