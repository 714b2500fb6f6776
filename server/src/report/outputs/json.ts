import { jsonReport } from "../json.ts";
import { jsonPieces } from "../jsonPieces.ts";
import { defineOutput } from "./output.ts";

export const json = defineOutput({
  id: "json",
  summary: "everything that is known, statement by statement, for programs",
  write: (reported, { majors, tally }) => jsonPieces(jsonReport(reported, majors, tally)),
});
