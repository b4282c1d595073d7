import { HearthError } from '@hearth/platform';

export interface IfCondition {
  readonly isNegated: boolean;
  /** One of both: the token of a lock, or an entity tag. */
  readonly token?: string;
  readonly etag?: string;
}
export interface IfList {
  /** The address that it speaks of; the one of the request where there is none. */
  readonly address: string | undefined;
  readonly conditions: readonly IfCondition[];
}

/** Longer ones are no program's. */
const MOST_CHARACTERS = 8_000;
const PART = /\s*(?:<([^<>]*)>|\(|\)|\[((?:W\/)?"[^"]*")\]|(Not)\b)/iy;

/** The header `If` (RFC 4918, section 10.4). Throws `request.invalid`. */
export function readIf(header: string | undefined): IfList[] {
  if (header === undefined) return [];
  if (header.length > MOST_CHARACTERS) throw invalid();
  const lists: IfList[] = [];
  let address: string | undefined;
  let open: IfCondition[] | undefined;
  let isNegated = false;
  PART.lastIndex = 0;
  while (header.slice(PART.lastIndex).trim() !== '') {
    const part = PART.exec(header);
    if (!part) throw invalid();
    const [text, named, etag, not] = part;
    const mark = text.trim();
    if (mark === '(' && !open) open = [];
    else if (mark === ')' && open && open.length > 0 && !isNegated) {
      lists.push({ address, conditions: open });
      open = undefined;
    } else if (named !== undefined && !open) address = named;
    else if (not !== undefined && open && !isNegated) isNegated = true;
    else if (open && (named !== undefined || etag !== undefined)) {
      open.push({ isNegated, ...(named === undefined ? { etag: etag as string } : { token: named }) });
      isNegated = false;
    } else throw invalid();
  }
  if (open || lists.length === 0) throw invalid();
  return lists;
}

/** The tokens that are shown, whatever is said of them. */
export function tokensIn(lists: readonly IfList[]): Set<string> {
  return new Set(lists.flatMap(({ conditions }) => conditions.flatMap(({ token }) => token ?? [])));
}

function invalid(): HearthError {
  return new HearthError('request.invalid', { detail: 'The header If cannot be read.' });
}
