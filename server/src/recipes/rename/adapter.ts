import { ident, sql, type Sql } from "../../sql/fragment.ts";
import type { Adapter } from "../adapter/adapter.ts";
import { differs } from "../transition/compare.ts";
import { tableOf } from "../transition/state.ts";
import type { RenameState } from "./state.ts";

/** Both names hold the same, whichever is written. */
export function renameAdapter(state: RenameState): Omit<Adapter, "id"> {
  const { from, to, key, default: given } = state;
  const of = (name: string): Sql => sql`k.${ident(name)}`;
  const column = (name: string, other: string) => ({ name, value: of(other).text, compared: of(other).text });
  const defaults = given === undefined ? {} : { default: given };
  return {
    ...{ table: tableOf(state).text, key },
    old: [{ ...column(from, to), ...defaults }],
    fresh: [{ ...column(to, from), ...defaults }],
    differing: differs(of(from), of(to)).text,
  };
}
