import { readKnowledge, type Documented, type Knowledge } from "./documented.mts";
import { introduction } from "./introduction.mts";
import { roughly } from "./roughly.mts";
import { sections, type Section } from "./sections.mts";
import { tableOf } from "./table.mts";

/**
 * `docs/locks.md`: what PostgreSQL locks, from the interpreter and from what the oracle saw on servers. Generating it
 * needs no server.
 */
export async function locksPage(): Promise<readonly string[]> {
  const knowledge = await readKnowledge();
  const strayed = knowledge.documented.find(({ section }) => !sections.some(({ id }) => id === section));
  if (strayed !== undefined)
    throw new Error(
      `${strayed.one.family}.sql:${strayed.one.line}: there is no section "${strayed.section}".`,
    );
  return [
    "# What PostgreSQL locks",
    ...introduction(knowledge),
    ...sections.flatMap((section) => sectionText(section, knowledge)),
  ];
}

function sectionText({ id, title, note }: Section, { cases, documented }: Knowledge): readonly string[] {
  const own = documented.filter(({ section }) => section === id);
  if (own.length === 0) throw new Error(`The section "${id}" of docs/locks.md has no row.`);
  return [`## ${title}`, ...(note === undefined ? [] : [note]), tableOf(own), proof(own, cases)].filter(
    (part) => part !== "",
  );
}

/** How many cases stand behind a section: all on the same statements, shown or not. */
function proof(own: readonly Documented[], cases: Knowledge["cases"]): string {
  const forms = new Set(own.flatMap((row) => row.forms));
  const agreed = cases.filter(
    (each) => each.verified.length > 0 && each.forms.some((form) => forms.has(form)),
  );
  return agreed.length < 10
    ? ""
    : `More than ${roughly(agreed.length, 10)} cases of the oracle are on these statements, failing ones among them.`;
}
