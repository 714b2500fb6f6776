/** What a project of size `n` of one shape has: the files of a plain project, by path. */
export type Shape = (n: number) => Readonly<Record<string, string>>;

/** A shape and the size to begin with, such that the base costs a fair part of a second at most. */
export interface Growth {
  readonly size: number;
  readonly shape: Shape;
}

export function each(n: number, line: (index: number) => string): string {
  return Array.from({ length: n }, (_none, index) => line(index)).join("\n");
}

export function list(n: number, item: (index: number) => string): string {
  return Array.from({ length: n }, (_none, index) => item(index)).join(", ");
}

export function inOneFile(text: (n: number) => string): Shape {
  return (n) => ({ "1.sql": text(n) });
}

export const users = "CREATE TABLE users (id bigint PRIMARY KEY, name text, email text);\n";
export const trigger =
  "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.name := 'x'; RETURN NEW; END $$;\n";
