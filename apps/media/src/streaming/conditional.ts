interface Conditions {
  readonly 'if-match'?: string | undefined;
  readonly 'if-none-match'?: string | undefined;
  readonly 'if-range'?: string | undefined;
}

/**
 * What the preconditions on the entity tag say (RFC 9110, section 13.2.2). nginx knows only tags that it made itself, so these are
 * decided here; the ones on times are left to nginx, which looks at the file when it sends it.
 * One thing this cannot mend: nginx holds If-Match against its own tag once more before media's takes its place, so that even a
 * tag that matches ends as 412. `*` does not.
 */
export function evaluateConditions(
  conditions: Conditions,
  etag: string | undefined,
): 'proceed' | 'not-modified' | 'precondition-failed' {
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = conditions;
  if (ifMatch !== undefined && !listsStrongly(ifMatch, etag)) return 'precondition-failed';
  if (ifNoneMatch !== undefined && listsWeakly(ifNoneMatch, etag)) return 'not-modified';
  return 'proceed';
}

/** Whether `Range` counts: with `If-Range` only if the file is still the one the client has a part of (section 13.1.5). */
export function rangeApplies({ 'if-range': ifRange }: Conditions, etag: string | undefined): boolean {
  // A date is compared by nginx, with the date it sends.
  return ifRange === undefined || ifRange === etag || !/^(W\/)?"/.test(ifRange);
}

function entityTagsIn(list: string): readonly string[] {
  return list.match(/(W\/)?"[^"]*"/g) ?? [];
}

function listsStrongly(list: string, etag: string | undefined): boolean {
  if (list.trim() === '*') return true;
  return etag !== undefined && entityTagsIn(list).includes(etag);
}

function listsWeakly(list: string, etag: string | undefined): boolean {
  if (list.trim() === '*') return true;
  return etag !== undefined && entityTagsIn(list).some((tag) => tag.replace(/^W\//, '') === etag);
}
