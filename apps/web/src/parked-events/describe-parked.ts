/** The services that handle events, by the first word of their consumers' names. */
const SERVICES: Readonly<Record<string, string>> = {
  analytics: 'Insight',
  gateway: 'Live updates',
  indexer: 'The index',
  media: 'The library',
};

/** Who could not handle it, in a word that people know: `analytics-files` is Insight. */
export function partOf(durable: string): string {
  const service = durable.split(/[-_.]/, 1)[0] ?? '';
  return SERVICES[service] ?? durable;
}

/** What it told of: `hearth.catalog.file.changed.v1` is `catalog: file changed`. */
export function describeSubject(subject: string): string {
  const match = /^hearth\.([^.]+)\.(.+)\.v\d+$/.exec(subject);
  if (!match) return subject;
  return `${match[1]}: ${match[2]?.replace(/[.-]/g, ' ')}`;
}
