import factory from "libpg-query/wasm/libpg-query.js";
import type { LibPgQuery, LibPgQueryOptions } from "libpg-query/wasm/libpg-query.js";

/** What the C side answered. `cursor` is one-based and counts code points; 0 where it named no place. */
export type RawAnswer =
  | { readonly ok: true; readonly json: string }
  | { readonly ok: false; readonly message: string; readonly cursor: number };

/**
 * One instance of PostgreSQL's grammar. It throws when its stack or memory ends, and is then good for nothing
 * more: make another one.
 */
export class GrammarInstance {
  readonly #library: LibPgQuery;

  constructor(module: WebAssembly.Module) {
    this.#library = instantiate(module);
  }

  parse(sql: string): RawAnswer {
    const library = this.#library;
    return this.#withText(sql, (text) => {
      const result = library._wasm_parse_query_raw(text);
      if (result === 0) throw new Error("out of memory");
      // struct PgQueryParseResult { char *parse_tree; char *stderr_buffer; PgQueryError *error; }
      const error = library.getValue(result + 8, "i32");
      const answer: RawAnswer =
        error === 0
          ? { ok: true, json: library.UTF8ToString(library.getValue(result, "i32")) }
          : {
              // struct PgQueryError { char *message, *funcname, *filename; int lineno, cursorpos; … }
              ok: false,
              message: library.UTF8ToString(library.getValue(error, "i32")),
              cursor: library.getValue(error + 16, "i32"),
            };
      library._wasm_free_parse_result(result);
      return answer;
    });
  }

  parsePlPgSql(sql: string): RawAnswer {
    return this.#string(sql, (text) => this.#library._wasm_parse_plpgsql(text));
  }

  scan(sql: string): RawAnswer {
    return this.#string(sql, (text) => this.#library._wasm_scan(text));
  }

  /** These functions answer with JSON, or else with the bare text of an error. */
  #string(sql: string, call: (text: number) => number): RawAnswer {
    return this.#withText(sql, (text) => {
      const result = call(text);
      if (result === 0) throw new Error("out of memory");
      const answer = this.#library.UTF8ToString(result);
      this.#library._wasm_free_string(result);
      return answer.startsWith("{") ? { ok: true, json: answer } : { ok: false, message: answer, cursor: 0 };
    });
  }

  #withText<T>(sql: string, use: (text: number) => T): T {
    const library = this.#library;
    const bytes = library.lengthBytesUTF8(sql) + 1;
    const text = library._malloc(bytes);
    if (text === 0) throw new Error("out of memory");
    library.stringToUTF8(sql, text, bytes);
    const answer = use(text);
    library._free(text);
    return answer;
  }
}

/**
 * The factory fills the object it is given as soon as its hook hands over an instance, before it returns; so a
 * dead instance can be replaced within one synchronous call.
 */
function instantiate(module: WebAssembly.Module): LibPgQuery {
  const options: LibPgQueryOptions & Partial<LibPgQuery> = {
    instantiateWasm(imports, done) {
      done(new WebAssembly.Instance(module, imports));
      return {};
    },
    print: () => undefined,
    printErr: () => undefined,
  };
  let failure: unknown;
  factory(options).catch((error: unknown) => (failure = error));
  if (isReady(options)) return options;
  throw new Error("PostgreSQL's grammar could not be started.", { cause: failure });
}

function isReady(library: Partial<LibPgQuery>): library is LibPgQuery {
  return (
    library._wasm_parse_query_raw !== undefined &&
    library._malloc !== undefined &&
    library.getValue !== undefined &&
    library.stringToUTF8 !== undefined
  );
}
