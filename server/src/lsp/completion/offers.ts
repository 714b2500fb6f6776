import type { SectionAnalysis } from "../../analysis/analysis.ts";
import { identifierOf, type Token } from "../../sql/tokens.ts";
import type { Place } from "../names/place.ts";
import { relationNamed, tablesIn, type TableMention } from "../names/tables.ts";
import { expectedBehind, type Expected } from "./expected.ts";
import {
  columnOffers,
  constraintOffers,
  functionOffers,
  relationOffers,
  schemaOffers,
  typeOffers,
  type Offer,
} from "./names.ts";
import { objectKindForms, statementForms, subcommandForms, type SafeForm } from "./safeForms.ts";

/** What may be written at a place, and the word there that it takes the place of. */
export interface Offers {
  readonly names: readonly Offer[];
  readonly forms: readonly SafeForm[];
  /** In the file, UTF-16: where the word begins that is being typed. */
  readonly start: number;
}

const nothing = { names: [], forms: [] } as const;

export function offersAt(place: Place): Offers {
  const { tokens, offset } = place;
  const typed = tokens.find(({ span, text }) => span.start < offset && offset <= span.end && isWord(text));
  const start = typed?.span.start ?? offset;
  const inside = tokens.find(
    ({ span, kind }) => kind === "string" && span.start < offset && offset < span.end,
  );
  if (inside !== undefined) return { ...nothing, start };
  const front = tokens.filter(({ span }) => span.end <= start);
  const behindDot = front.at(-1)?.text === ".";
  const owner = behindDot ? front.at(-2) : undefined;
  const qualifier = owner === undefined ? undefined : identifierOf(owner);
  const expected = expectedBehind(behindDot ? front.slice(0, -2) : front);
  const found =
    qualifier === undefined ? unqualified(place, front, expected) : qualified(place, qualifier, expected);
  return { ...found, start };
}

function isWord(text: string): boolean {
  return /^["A-Za-z_\u0080-\uffff]/.test(text);
}

function unqualified(
  place: Place,
  front: readonly Token[],
  expected: Expected,
): Pick<Offers, "names" | "forms"> {
  const tables = tablesIn(place);
  const isInTransaction = !runsAlone(place.section);
  switch (expected) {
    case "statement":
      return { names: [], forms: statementForms(isInTransaction) };
    case "object-kind":
      return { names: [], forms: objectKindForms(front[0]?.text.toLowerCase() ?? "", isInTransaction) };
    case "subcommand":
      return { names: [], forms: subcommandForms(tables[0]?.relation) };
    case "new-name":
      return nothing;
    default:
      return { names: namesFor(expected, place, tables, undefined), forms: [] };
  }
}

/** Behind `table.` or an alias its columns, behind `schema.` what is in it. */
function qualified(place: Place, qualifier: string, expected: Expected): Pick<Offers, "names" | "forms"> {
  const tables = tablesIn(place).filter(({ called, relation }) =>
    [called, relation.name].includes(qualifier),
  );
  if (tables.length > 0 && (expected === "value" || expected === "column"))
    return { names: columnOffers(place.before, tables), forms: [] };
  const isSchema = place.before.get("schema", qualifier) !== undefined;
  const wanted = expected === "value" ? "table" : expected;
  if (isSchema) return { names: namesFor(wanted, place, [], qualifier), forms: [] };
  const relation = relationNamed(place.before, [qualifier]);
  if (relation === undefined) return nothing;
  const mention = { relation, called: qualifier, chain: [], only: undefined };
  return { names: columnOffers(place.before, [mention]), forms: [] };
}

function namesFor(
  expected: Expected,
  { before }: Place,
  tables: readonly TableMention[],
  schema: string | undefined,
): readonly Offer[] {
  switch (expected) {
    case "table":
    case "view":
    case "index":
    case "sequence":
      return [
        ...relationOffers(before, expected, schema),
        ...(schema === undefined ? schemaOffers(before) : []),
      ];
    case "type":
      return typeOffers(before, schema);
    case "function":
      return functionOffers(before, schema);
    case "schema":
      return schemaOffers(before);
    case "constraint":
      return constraintOffers(before, tables);
    case "column":
      return columnOffers(before, tables);
    case "value":
      return [...columnOffers(before, tables), ...functionOffers(before, schema)];
    case "statement":
    case "object-kind":
    case "subcommand":
    case "new-name":
      return [];
  }
}

/** Whether a statement that no transaction may hold can stand in a section. */
function runsAlone({ transaction, statements }: SectionAnalysis): boolean {
  return transaction === "autocommit" || (transaction === "implicit" && statements.length <= 1);
}
