/** The emscripten factory that libpg-query ships; the package itself declares no types for it. */
declare module "libpg-query/wasm/libpg-query.js" {
  export interface LibPgQuery {
    readonly HEAPU8: Uint8Array;
    _malloc(bytes: number): number;
    _free(pointer: number): void;
    _wasm_parse_query_raw(sql: number): number;
    _wasm_free_parse_result(result: number): void;
    _wasm_parse_plpgsql(sql: number): number;
    _wasm_scan(sql: number): number;
    _wasm_free_string(pointer: number): void;
    getValue(pointer: number, type: "i32"): number;
    stringToUTF8(text: string, pointer: number, bytes: number): void;
    lengthBytesUTF8(text: string): number;
    UTF8ToString(pointer: number): string;
  }

  export interface LibPgQueryOptions {
    instantiateWasm(
      imports: WebAssembly.Imports,
      done: (instance: WebAssembly.Instance) => void,
    ): Record<string, never>;
    print(line: string): void;
    printErr(line: string): void;
  }

  /** Fills the object it is given and also resolves to it. */
  const factory: (options: LibPgQueryOptions & Partial<LibPgQuery>) => Promise<LibPgQuery>;
  export { factory as default };
}
