import { describe, expect, it } from '@jest/globals';
import { events } from '@hearth/contracts';
import { natsRightsOf, SERVICE_NAMES, type ServiceName } from '@hearth/native';

/** Whether all that the narrow subject takes in, one of the wide ones does too. */
function isCovered(narrow: string, wide: readonly string[]): boolean {
  const parts = narrow.split('.');
  return wide.some((subject) => {
    const allowed = subject.split('.');
    return (
      allowed.every((part, at) => part === '>' || part === '*' || part === parts[at]) &&
      (allowed.at(-1) === '>' || allowed.length === parts.length)
    );
  });
}

/** What a service may have from the stream, by the filters of the consumers that it may make. */
function mayHear(service: ServiceName, subject: string): boolean {
  const { publish, subscribe } = natsRightsOf(service);
  const filters = publish
    .map((right) => /^\$JS\.API\.CONSUMER\.CREATE\.HEARTH\.[^.]+(?:\.(.+))?$/.exec(right))
    .flatMap((match) => (match ? [match[1] ?? '>'] : []));
  return isCovered(subject, subject.startsWith('hearth.live.') ? subscribe : filters);
}

describe('a service’s rights at NATS', () => {
  it.each(Object.entries(events))('let those tell of %s and hear it who the contracts say', (_, event) => {
    const tellers = SERVICE_NAMES.filter((name) => isCovered(event.subject, natsRightsOf(name).publish));
    expect(tellers).toEqual(expect.arrayContaining([...event.publishers]));
    expect(SERVICE_NAMES.filter((name) => mayHear(name, event.subject))).toEqual(
      expect.arrayContaining([...event.consumers]),
    );
  });

  it.each(['hearth.identity.session.revoked.v1', 'hearth.identity.session.outdated.v1'])(
    'let whoever takes tokens follow %s by itself',
    (subject) => {
      const asked = `$JS.API.CONSUMER.CREATE.HEARTH.some-name.${subject}`;
      const followers = SERVICE_NAMES.filter((name) => isCovered(asked, natsRightsOf(name).publish));
      expect(followers).toEqual(['media', 'analytics', 'gateway']);
    },
  );

  it('let nobody but media tell who may come in', () => {
    for (const { subject } of Object.values(events).filter((event) => event.subject.includes('.identity.'))) {
      expect(SERVICE_NAMES.filter((name) => isCovered(subject, natsRightsOf(name).publish))).toEqual([
        'media',
      ]);
    }
  });

  it('let the indexer hear nothing', () => {
    expect(natsRightsOf('indexer').subscribe).toEqual(['_INBOX.indexer.>']);
    expect(Object.values(events).filter(({ subject }) => mayHear('indexer', subject))).toEqual([]);
  });
});
