import type { TrafficCase } from "./trafficCase.ts";
import { columnCases } from "./columnCases.ts";
import { dropCases } from "./dropCases.ts";
import { indexCases } from "./indexCases.ts";
import { partitionCases } from "./partitionCases.ts";

/** By the recipe that is proven under traffic. */
export const trafficCases: Readonly<Record<string, TrafficCase>> = {
  ...columnCases,
  ...dropCases,
  ...indexCases,
  ...partitionCases,
};
