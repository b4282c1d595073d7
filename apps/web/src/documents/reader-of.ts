import type { FileSummary } from '@hearth/contracts';

/** How a document is read here; undefined where nothing here reads it. */
export type Reader = 'pdf' | 'book' | 'markdown' | 'text';

const TEXT_TYPES = /^(?:text\/|application\/(?:json|xml|x-subrip|x-sh|javascript|x-yaml|toml|sql)$)/;
/** Text by its name, whatever type the hub took it for. */
const TEXT_NAMES =
  /\.(?:txt|log|csv|tsv|json|xml|ya?ml|toml|ini|conf|cfg|srt|vtt|ass|ssa|sub|lrc|sh|bash|py|rb|js|mjs|ts|tsx|jsx|css|scss|html?|java|kt|c|h|cc|cpp|hpp|cs|go|rs|php|pl|lua|sql|tex|bib|diff|patch|nfo|cue|m3u8?)$/i;
const MARKDOWN_NAMES = /\.(?:md|markdown)$/i;

export function readerOf({
  kind,
  mimeType,
  name,
}: Pick<FileSummary, 'kind' | 'mimeType' | 'name'>): Reader | undefined {
  if (kind !== 'document' && kind !== 'other') return undefined;
  if (mimeType === 'application/pdf') return 'pdf';
  if (mimeType === 'application/epub+zip') return 'book';
  if (mimeType === 'text/markdown' || MARKDOWN_NAMES.test(name)) return 'markdown';
  return TEXT_TYPES.test(mimeType) || TEXT_NAMES.test(name) ? 'text' : undefined;
}
