import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createGrammar, type Grammar } from "../sql/grammar.ts";
import { findWasm } from "./findWasm.ts";

const WASM = "libpg-query.wasm";
const PACKAGED = join("node_modules", "libpg-query", "wasm", WASM);

/** The grammar cannot be had. `code` is `grammar-missing` or `grammar-refused`. */
export class GrammarError extends Error {
  readonly code: "grammar-missing" | "grammar-refused";

  constructor(code: GrammarError["code"], message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

let loading: Promise<Grammar> | undefined;

/**
 * Loads PostgreSQL's grammar once for this process: from beside the bundle, or from node_modules in a checkout.
 * Rejects with a GrammarError.
 */
export function loadGrammar(): Promise<Grammar> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<Grammar> {
  const path = findWasm(WASM, PACKAGED);
  if (path === undefined)
    throw new GrammarError(
      "grammar-missing",
      `The file ${WASM} is missing beside the program. Install it again.`,
    );
  try {
    return await createGrammar(await readFile(path));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const help = "Where memory is limited, run Node with --disable-wasm-trap-handler.";
    throw new GrammarError(
      "grammar-refused",
      `PostgreSQL's grammar could not be started: ${why}. ${help}`,
      error,
    );
  }
}
