import type { Adapter } from "../adapter/adapter.ts";
import { tableOf } from "../transition/state.ts";
import type { ReshapedColumn, ReshapeState } from "./state.ts";
import { outOfStep } from "./synchronise.ts";

/** Each side as it is computed from the other one. */
export function reshapeAdapter(state: ReshapeState): Omit<Adapter, "id"> {
  const column = ({ name, ofRow, bare }: ReshapedColumn) => ({
    name,
    value: ofRow,
    compared: `CAST((${ofRow}) AS ${bare})`,
  });
  return {
    ...{ table: tableOf(state).text, key: state.key, mark: state.mark },
    old: state.old.map((each) => ({
      ...column(each),
      ...(each.default === undefined ? {} : { default: each.default }),
    })),
    fresh: state.fresh.map(column),
    differing: outOfStep(state).text,
  };
}
