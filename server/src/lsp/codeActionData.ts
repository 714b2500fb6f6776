import * as z from "zod";

const recipeAction = z.object({
  uri: z.string(),
  recipe: z.string(),
  version: z.number(),
  /** Of the statement, UTF-16 in the document. */
  start: z.number(),
  /** The statement's text, by which it is found again after edits above it. */
  text: z.string(),
});

const fixAll = z.object({
  uri: z.string(),
  recipe: z.string(),
  version: z.number(),
  rule: z.string(),
});

const makeSafe = z.object({
  uri: z.string(),
  version: z.number(),
  makeSafe: z.literal(true),
});

const downFor = z.object({
  uri: z.string(),
  version: z.number(),
  downFor: z.literal(true),
});

/** What an action carries until its edit is asked for. */
export type RecipeActionData = z.infer<typeof recipeAction>;
export type FixAllData = z.infer<typeof fixAll>;
export type MakeSafeData = z.infer<typeof makeSafe>;
export type DownData = z.infer<typeof downFor>;

export function readRecipeAction(data: unknown): RecipeActionData | undefined {
  return recipeAction.safeParse(data).data;
}

export function readFixAll(data: unknown): FixAllData | undefined {
  return fixAll.safeParse(data).data;
}

export function readMakeSafe(data: unknown): MakeSafeData | undefined {
  return makeSafe.safeParse(data).data;
}

export function readDownData(data: unknown): DownData | undefined {
  return downFor.safeParse(data).data;
}
