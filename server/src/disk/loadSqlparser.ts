import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  initSync,
  validate_sql,
} from "../../../node_modules/@guanmingchiu/sqlparser-ts/wasm/sqlparser_rs_wasm.js";
import { findWasm } from "./findWasm.ts";

const WASM = "sqlparser_rs_wasm_bg.wasm";
const PACKAGED = join("node_modules", "@guanmingchiu", "sqlparser-ts", "wasm", WASM);

/** The parser's file is not beside the program. */
export class SqlparserError extends Error {
  readonly code = "sqlparser-missing";

  constructor() {
    super(`The file ${WASM} is missing beside the program. Install it again.`);
    this.name = "SqlparserError";
  }
}

/** What was answered before, so that an edit costs only the statements that it changed. */
const answered = new Map<string, boolean>();
const mostAnswers = 50_000;
let loaded = false;

/**
 * Whether sqlparser 0.61 (https://github.com/apache/datafusion-sqlparser-rs), the parser that Prisma's engine embeds,
 * reads SQL as PostgreSQL's. It is loaded when first asked: few projects need it. Throws a SqlparserError.
 */
export function sqlparserReads(sql: string): boolean {
  const before = answered.get(sql);
  if (before !== undefined) return before;
  load();
  const answer = reads(sql);
  if (answered.size >= mostAnswers) answered.clear();
  answered.set(sql, answer);
  return answer;
}

function reads(sql: string): boolean {
  try {
    return validate_sql("postgresql", sql);
  } catch {
    // It throws what it says of the text; that it does not read it is all that matters.
    return false;
  }
}

function load(): void {
  if (loaded) return;
  const path = findWasm(WASM, PACKAGED);
  if (path === undefined) throw new SqlparserError();
  initSync({ module: readFileSync(path) });
  loaded = true;
}
