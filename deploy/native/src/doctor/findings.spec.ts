import { describe, expect, it } from '@jest/globals';
import {
  describeFinding,
  findCure,
  judgeCertificate,
  judgeClock,
  judgeEngine,
  judgeLogins,
  judgePart,
  judgeProxy,
  judgeSpace,
  judgeWatches,
  type Finding,
} from './findings.ts';

const NOW = new Date('2026-11-21T10:00:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);

const GOOD: [string, Finding][] = [
  ['2 GiB of room', judgeSpace('data', '/data', 2 * 1024 ** 3)],
  ['many watches', judgeWatches(65_536)],
  ['a clock that agrees', judgeClock({ now: NOW, lastWritten: later(-1), libraryNow: later(2_000) })],
  ['a clock with nothing to compare', judgeClock({ now: NOW })],
  ['a certificate for a month', judgeCertificate(30, 30, './hearth up')],
  ['a store that answers', judgePart({ name: 'redis', state: 'healthy' }, './hearth logs')],
  ['clients of the house', judgeProxy(1_000, 899)],
  ['too few clients to tell', judgeProxy(19, 19)],
  ['stores that let in', judgeLogins('media', [])],
  ['a present engine', judgeEngine('26.1.5+dfsg1')],
];

const BAD: [string, Finding, string][] = [
  ['little room', judgeSpace('data', '/data', 1024 ** 3), '/data has only 1.0 GiB free'],
  ['one address for all', judgeProxy(20, 18), '18 of the last 20 requests bear'],
  ['a login refused', judgeLogins('media', ['redis', 'nats']), 'into redis and nats'],
  ['few watches', judgeWatches(8_192), 'the limit is 8192'],
  ['a clock never set', judgeClock({ now: new Date(0) }), 'it says 1970'],
  [
    'a clock that went back',
    judgeClock({ now: NOW, lastWritten: later(60_000) }),
    'written here at 2026-11-21T10:01',
  ],
  ['a share an hour behind', judgeClock({ now: NOW, libraryNow: later(-3_600_000) }), '-3600 s away'],
  ['a certificate near its end', judgeCertificate(29, 30, './hearth up'), 'only 29 days left'],
  ['a certificate behind it', judgeCertificate(-2, 30, './hearth up'), 'ran out 2 days ago'],
  [
    'a store that broke',
    judgePart({ name: 'redis', state: 'restarting' }, './hearth logs'),
    'it is restarting',
  ],
  [
    'a store that is deaf',
    judgePart({ name: 'redis', state: 'healthy', unreachable: 'ECONNREFUSED' }, './hearth logs'),
    'does not answer: ECONNREFUSED',
  ],
  ['an old engine', judgeEngine('20.10.24'), 'too old'],
];

describe('doctor', () => {
  it.each(GOOD)('is content with %s', (_what, finding) => {
    expect(finding.problem).toBeUndefined();
    expect(describeFinding(finding)).toMatch(/^ok /);
  });

  it.each(BAD)('finds %s, and says the cure', (_what, finding, problem) => {
    expect(finding.problem).toContain(problem);
    expect(describeFinding(finding)).toMatch(/^PROBLEM .+\n {9}cure: \S/);
  });
});

it("the keeper's last words, and what it says helps", () => {
  const log =
    'Hearth cannot start: The old thing. Do that.\nat keeper\nHearth cannot start: The folder is a. Put B=1 into .env. Then C.\n';
  expect(findCure(log)).toEqual({ problem: 'The folder is a.', cure: 'Put B=1 into .env. Then C.' });
  expect(findCure('all is well\n')).toEqual({});
});
