import { describe, expect, it } from '@jest/globals';
import { events, LIVE_TOPICS, type UserId } from '@hearth/contracts';
import { findTopic, mayHear, TOPICS } from './topics.js';

describe('topics', () => {
  it.each([
    ['hearth.catalog.file.added.v1', 'library'],
    ['hearth.catalog.file.changed.v1', 'library'],
    ['hearth.catalog.file.removed.v1', 'library'],
    ['hearth.live.library.scan-progressed.v1', 'library'],
    ['hearth.live.analytics.access-counted.v1', 'analytics'],
    ['hearth.identity.device.paired.v1', 'devices'],
    ['hearth.identity.device.changed.v1', 'devices'],
    ['hearth.identity.device.revoked.v1', 'devices'],
    ['hearth.identity.session.revoked.v1', undefined],
    ['hearth.identity.session.outdated.v1', undefined],
    ['hearth.identity.user.changed.v1', undefined],
    ['hearth.playback.segments.played.v1', undefined],
    ['hearth.catalog.file.added.v2', undefined],
    ['constructor', undefined],
  ])('%s is of the topic %s', (subject, topic) => {
    expect(findTopic(subject)?.topic).toBe(topic);
  });

  it('keeps what people do from those who may only look', () => {
    expect(TOPICS.analytics.role).toBe('editor');
    expect(TOPICS.devices.role).toBe('editor');
  });

  it('knows whose device an event is about', () => {
    expect(TOPICS.devices.ownerOf?.({ ownerId: 'mia' })).toBe('mia');
    expect(TOPICS.library.ownerOf).toBeUndefined();
  });

  it('has, for each topic, only events whose contracts name the gateway as a consumer', () => {
    for (const topic of LIVE_TOPICS) {
      for (const { subject } of TOPICS[topic].events) {
        const definition = Object.values(events).find((event) => event.subject === subject);
        expect(definition?.consumers).toContain('gateway');
      }
    }
  });
});

describe('mayHear', () => {
  it.each([
    ['mia', 'editor', undefined, true],
    ['mia', 'editor', 'mia', true],
    ['mia', 'editor', 'tom', false],
    ['mia', 'admin', 'tom', true],
  ] as const)('%s as %s, of what is of %s: %s', (id, role, ownerId, hears) => {
    expect(mayHear({ id: id as UserId, role }, ownerId as UserId | undefined)).toBe(hears);
  });
});
