import * as z from "zod";
import { defaultMajors } from "../analysis/config.ts";
import type { EditorSettings } from "../protocol.ts";

const database = z.object({
  kind: z.enum(["auto", "embedded", "container", "server"]).catch("auto"),
  image: z.string().catch("postgres:18"),
  url: z.string().catch(""),
  startTimeout: z.number().positive().catch(60),
});

/** Each setting alone falls back to its default, so that one mistake does not undo the others. */
const schema = z.object({
  codeLens: z.boolean().catch(true),
  inlayHints: z.boolean().catch(false),
  findings: z.enum(["new", "pending", "changed", "open", "all"]).catch("new"),
  observeRuns: z.boolean().catch(false),
  postgres: z.array(z.number()).catch([...defaultMajors]),
  database: database.catch(database.parse({})),
});

export const defaultSettings: EditorSettings = schema.parse({});

/** Reads the editor's section `lockkeeper`, whatever it holds. */
export function readSettings(value: unknown): EditorSettings {
  const read = schema.safeParse(value);
  return read.success ? read.data : defaultSettings;
}
