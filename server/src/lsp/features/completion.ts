import {
  CompletionItemKind,
  InsertTextFormat,
  type CompletionItem,
  type CompletionParams,
  type Range,
} from "vscode-languageserver-protocol";
import { offersAt, type Offers } from "../completion/offers.ts";
import type { Offer } from "../completion/names.ts";
import type { SafeForm } from "../completion/safeForms.ts";
import { isQueryDocument } from "../../protocol/queryDocument.ts";
import {
  asWritten,
  placeholderNames,
  withPlaceholders,
  type PlaceholderNames,
} from "../../sql/placeholderNames.ts";
import { rangeOf, type FileView } from "../fileView.ts";
import { placeAt } from "../names/place.ts";
import { defineFeature, reader } from "./feature.ts";

/** `textDocument/completion`: the names that the schema has at that statement, and statements in their safe form. */
export const completionFeature = defineFeature({
  capabilities: () => ({ completionProvider: { triggerCharacters: ["."] } }),
  register: (context) => {
    const { completesSnippets } = context.client;
    const complete = reader<CompletionParams, CompletionItem[] | null>(
      ...([context, "Completion", null] as const),
      (view, { position }) => completion(view, view.document.offsetAt(position), completesSnippets),
    );
    context.connection.onCompletion(async (params, token) => {
      if (isQueryDocument(params.textDocument.uri))
        (await context.workspace).setQuerySchema(await context.querySchema.text());
      return complete(params, token);
    });
  },
});

function completion(view: FileView, offset: number, snippets: boolean): CompletionItem[] | null {
  const { document, sections } = view;
  const all = sections.map(({ section }) => section);
  const place = placeAt(all, document.getText(), offset);
  if (place === undefined) return null;
  const offers = offersAt(place);
  const placeholders = namesBefore(view);
  const written = { ...offers, names: offers.names.map((offer) => offerWritten(offer, placeholders)) };
  return itemsOf(written, rangeOf(document, { start: offers.start, end: offset }), snippets);
}

/** A new file may have none of the placeholders yet that stand in the names of its tables. */
function namesBefore({ upTo }: FileView): PlaceholderNames {
  const sections = upTo().flatMap((migration) => migration.sections);
  return placeholderNames(sections.flatMap(({ statements }) => statements));
}

function offerWritten(offer: Offer, names: PlaceholderNames): Offer {
  return {
    ...offer,
    text: withPlaceholders(offer.text, names),
    detail: asWritten(offer.detail, names),
  };
}

function itemsOf({ names, forms }: Offers, range: Range, snippets: boolean): CompletionItem[] {
  return [
    ...forms
      .filter(({ onlyAsSnippet }) => snippets || onlyAsSnippet !== true)
      .map((each, index) => formItem(each, index, range, snippets)),
    ...names.map((each, index) => nameItem(each, index, range)),
  ];
}

/** The safe form of a statement stands first, then the others as they are listed. */
function formItem(
  { label, snippet, detail }: SafeForm,
  index: number,
  range: Range,
  snippets: boolean,
): CompletionItem {
  const text = snippets ? snippet : label.replace(/ … /g, " ");
  return {
    ...{ label, detail, kind: snippets ? CompletionItemKind.Snippet : CompletionItemKind.Keyword },
    sortText: sortText(index),
    insertTextFormat: snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range, newText: text },
  };
}

const kinds: Readonly<Record<Offer["kind"], CompletionItemKind>> = {
  table: CompletionItemKind.Class,
  view: CompletionItemKind.Interface,
  index: CompletionItemKind.Reference,
  sequence: CompletionItemKind.Value,
  column: CompletionItemKind.Field,
  constraint: CompletionItemKind.Property,
  type: CompletionItemKind.TypeParameter,
  function: CompletionItemKind.Function,
  schema: CompletionItemKind.Module,
};

function nameItem({ text, kind, detail }: Offer, index: number, range: Range): CompletionItem {
  return {
    ...{ label: text, detail, kind: kinds[kind], sortText: sortText(index) },
    textEdit: { range, newText: text },
  };
}

function sortText(index: number): string {
  return String(index).padStart(5, "0");
}
