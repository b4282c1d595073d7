import { describe, expect, it } from '@jest/globals';
import { events, LIVE_TOPICS } from '@hearth/contracts';
import { findTopic, TOPICS } from './topics.js';

describe('topics', () => {
  it.each([
    ['hearth.catalog.file.added.v1', 'library'],
    ['hearth.catalog.file.changed.v1', 'library'],
    ['hearth.catalog.file.removed.v1', 'library'],
    ['hearth.live.library.scan-progressed.v1', 'library'],
    ['hearth.live.analytics.access-counted.v1', 'analytics'],
    ['hearth.identity.session.revoked.v1', undefined],
    ['hearth.identity.user.changed.v1', undefined],
    ['hearth.playback.segments.played.v1', undefined],
    ['hearth.catalog.file.added.v2', undefined],
    ['constructor', undefined],
  ])('%s is of the topic %s', (subject, topic) => {
    expect(findTopic(subject)?.topic).toBe(topic);
  });

  it('keeps what people do from those who may only look', () => {
    expect(TOPICS.analytics.role).toBe('editor');
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
