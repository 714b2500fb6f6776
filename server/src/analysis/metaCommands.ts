/** What to do instead of a command of psql, by its name, as a sentence. Names are those of psql's command.c. */
export function metaCommandAdvice(name: string): string {
  return advice.find(({ names }) => names.test(name))?.text ?? "Delete the line, or run the file with psql.";
}

const advice: readonly { readonly names: RegExp; readonly text: string }[] = [
  { names: /^\\(?:un)?restrict$/, text: "Delete the line: pg_dump writes it for psql alone." },
  {
    names: /^\\(?:c|connect)$/,
    text: "Delete the line: a migration runs in the database that its tool is connected to.",
  },
  { names: /^\\(?:i|ir|include|include_relative)$/, text: "Put that file's statements here." },
  {
    names: /^\\(?:copy|\.)$/,
    text: "Write INSERT statements, or load the rows apart from the migrations.",
  },
  { names: /^\\(?:if|elif|else|endif)$/, text: "Put the choice into a DO block with IF." },
  { names: /^\\gexec$/, text: "Put the query into a DO block that runs each row with EXECUTE." },
  { names: /^\\(?:set|unset|gset|prompt|getenv|setenv)$/, text: "Write the values where they are used." },
  { names: /^\\(?:g|gx|bind|bind_named|parse)$/, text: "End the statement with `;`." },
];
