import { describe, expect, it } from '@jest/globals';
import { events, type DeviceId, type UserId } from '@hearth/contracts';
import { findTopic, mayHear, roleOf, topicOf, TOPICS, type Concerned } from './topics.js';

describe('topics', () => {
  it.each([
    ['hearth.catalog.file.added.v1', 'library'],
    ['hearth.catalog.file.changed.v1', 'library'],
    ['hearth.catalog.file.removed.v1', 'library'],
    ['hearth.catalog.album.changed.v1', 'library'],
    ['hearth.live.library.scan-progressed.v1', 'library'],
    ['hearth.live.analytics.access-counted.v1', 'analytics'],
    ['hearth.identity.device.paired.v1', 'devices'],
    ['hearth.identity.device.changed.v1', 'devices'],
    ['hearth.identity.device.revoked.v1', 'devices'],
    ['hearth.live.uploads.upload-progressed.v1', 'uploads'],
    ['hearth.live.capture.session-changed.v1', 'capture'],
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
    const changed = { ownerId: 'mia', deviceId: 'phone' };
    expect(TOPICS.devices.concerns?.(changed)).toEqual({ ownerId: 'mia', deviceIds: ['phone'] });
    const joined = { ...changed, invitedByDeviceId: 'tablet' };
    expect(TOPICS.devices.concerns?.(joined)).toEqual({ ownerId: 'mia', deviceIds: ['phone', 'tablet'] });
    expect(TOPICS.library.concerns).toBeUndefined();
  });

  it('gives each session of Capture a topic of its own', () => {
    expect(topicOf('capture', { session: { sessionId: 'one' } })).toBe('capture:one');
    expect(topicOf('uploads', {})).toBe('uploads');
    expect([roleOf('capture:one'), roleOf('uploads')]).toEqual(['editor', 'viewer']);
  });

  it('has, for each topic, only events whose contracts name the gateway as a consumer', () => {
    for (const { events: heard } of Object.values(TOPICS)) {
      for (const { subject } of heard) {
        const definition = Object.values(events).find((event) => event.subject === subject);
        expect(definition?.consumers).toContain('gateway');
      }
    }
  });
});

describe('mayHear', () => {
  it.each([
    ['mia', 'editor', undefined, 'mia', true],
    ['mia', 'editor', undefined, 'tom', false],
    ['mia', 'admin', undefined, 'tom', true],
    ['mia', 'editor', 'phone', 'mia', true],
    ['mia', 'editor', 'tablet', 'mia', false],
  ] as const)(
    '%s as %s, signed in as the device %s, of a phone of %s: %s',
    (sub, role, did, ownerId, hears) => {
      const concerned = { ownerId, deviceIds: ['phone'] } as unknown as Concerned;
      expect(mayHear({ sub: sub as UserId, did: did as DeviceId | undefined, role }, concerned)).toBe(hears);
    },
  );

  it('lets any device of a person hear of what is that person’s', () => {
    const concerned: Concerned = { ownerId: 'mia' as UserId, deviceIds: 'any' };
    const tablet = { did: 'tablet' as DeviceId, role: 'editor' } as const;
    expect(mayHear({ ...tablet, sub: 'mia' as UserId }, concerned)).toBe(true);
    expect(mayHear({ ...tablet, sub: 'tom' as UserId }, concerned)).toBe(false);
  });

  it('lets everybody hear of what is nobody’s alone', () => {
    expect(mayHear({ sub: 'mia' as UserId, did: 'phone' as DeviceId, role: 'viewer' }, undefined)).toBe(true);
  });
});
