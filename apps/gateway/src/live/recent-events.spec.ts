import { describe, expect, it } from '@jest/globals';
import { RecentEvents, type LiveEvent } from './recent-events.js';

const event = (sequence: number): LiveEvent => ({ topic: 'library', sequence, text: `event ${sequence}` });

/** A stream whose events up to 10 are not remembered; 11, 13 and 15 are for browsers, 16 was the last. */
function stream(remembered = 100): RecentEvents {
  const recent = new RecentEvents('epoch', 10, remembered);
  for (const sequence of [11, 13, 15]) recent.add(event(sequence));
  recent.pass(16);
  return recent;
}

describe('RecentEvents', () => {
  it.each([
    ['no cursor', undefined, true, [], 'epoch-16', 16],
    ['the place where what is remembered begins', 'epoch-10', true, [11, 13, 15], 'epoch-10', 16],
    ['an event of a topic', 'epoch-11', true, [13, 15], 'epoch-11', 16],
    ['an event of no topic', 'epoch-12', true, [13, 15], 'epoch-12', 16],
    ['the newest event', 'epoch-16', true, [], 'epoch-16', 16],
    ['an event that only another gateway knows as yet', 'epoch-18', true, [], 'epoch-18', 18],
    ['an event that is forgotten', 'epoch-9', false, [], 'epoch-16', 16],
    ['a place far beyond the end', 'epoch-999999', false, [], 'epoch-16', 16],
    ['another epoch', 'other-15', false, [], 'epoch-16', 16],
    ['garbage', '../..', false, [], 'epoch-16', 16],
  ])('replays from %s', (_, text, complete, sequences, cursor, upTo) => {
    const replay = stream().replay(text);
    expect(replay.complete).toBe(complete);
    expect(replay.events.map(({ sequence }) => sequence)).toEqual(sequences);
    expect(replay.cursor).toBe(cursor);
    expect(replay.upTo).toBe(upTo);
  });

  it('forgets the oldest, and says so to whoever would need it', () => {
    const recent = stream(2);
    expect(recent.replay('epoch-10').complete).toBe(false);
    expect(recent.replay('epoch-11').events.map(({ sequence }) => sequence)).toEqual([13, 15]);
  });

  it('stands at the beginning of an empty stream', () => {
    const recent = new RecentEvents('epoch', 0);
    expect(recent.replay('epoch-0')).toMatchObject({ complete: true, events: [] });
    recent.add(event(1));
    expect(recent.replay('epoch-0').events).toHaveLength(1);
  });
});
