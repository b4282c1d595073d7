import { describe, expect, it } from '@jest/globals';
import {
  changeDevice,
  confirmPairing,
  devicePublicKey,
  displayName,
  endpoints,
  events,
  hasRole,
  libraryFolder,
  lowerRole,
  PROBLEMS,
  segment,
  sockets,
  text,
  userName,
  wakeDevice,
} from './index.js';
import { z } from 'zod';

describe('endpoints', () => {
  it('have one route each', () => {
    const routes = Object.values(endpoints).map(
      ({ method, path }) => `${method} ${path.replace(/:\w+/g, ':')}`,
    );
    expect(new Set(routes).size).toBe(routes.length);
  });

  it.each(Object.entries(endpoints))(
    '%s is listed under its own name, where the services are',
    (name, endpoint) => {
      expect(endpoint.name).toBe(name);
      expect(endpoint.path).toMatch(/^\/(api|s|d|dav)\//);
    },
  );
});

describe('sockets', () => {
  it.each(Object.entries(sockets))('%s has a place of its own below /ws', (name, socket) => {
    expect(socket.name).toBe(name);
    expect(socket.path).toMatch(/^\/ws\/[a-z]+$/);
    expect(Object.values(sockets).filter(({ path }) => path === socket.path)).toEqual([socket]);
  });
});

/** As the contracts are read by a client: what a list answers has both. */
const lists = Object.values(endpoints).filter(
  ({ response }) =>
    response instanceof z.ZodObject && 'items' in response.shape && 'nextCursor' in response.shape,
);

describe('lists', () => {
  it.each(lists.map(({ name, query }) => [name, query as z.ZodType] as const))(
    '%s takes a limit of 1 to 200 and a cursor',
    (_, query) => {
      expect(query.parse({ limit: '200', cursor: 'after' })).toMatchObject({ limit: 200, cursor: 'after' });
      expect(query.safeParse({ limit: '0' }).success || query.safeParse({ limit: '201' }).success).toBe(
        false,
      );
    },
  );
});

describe('events', () => {
  it.each(Object.values(events).map((event) => [event.subject, event] as const))(
    '%s is hearth.<context>.<noun>.<past participle>.v<major> and somebody listens',
    (subject, event) => {
      expect(subject).toMatch(/^hearth\.[a-z]+\.[a-z]+\.[a-z-]+\.v\d+$/);
      expect(event.consumers.length).toBeGreaterThan(0);
    },
  );
});

describe('problems', () => {
  it.each(Object.entries(PROBLEMS))('%s has an error status and a title for people', (code, problem) => {
    expect(code).toMatch(/^[a-z]+\.[a-z-]+$/);
    expect(problem.status).toBeGreaterThanOrEqual(400);
    expect(problem.title).toMatch(/[.]$/);
  });
});

describe('hasRole', () => {
  it.each([
    ['viewer', 'viewer', true],
    ['viewer', 'editor', false],
    ['editor', 'viewer', true],
    ['editor', 'admin', false],
    ['admin', 'editor', true],
  ] as const)('a %s may do what a %s may: %s', (actual, needed, allowed) => {
    expect(hasRole(actual, needed)).toBe(allowed);
  });
});

describe('segment', () => {
  it.each([
    [[0, 1.5], true],
    [[3, 3], false],
    [[5, 2], false],
    [[-1, 2], false],
    [[0, Number.NaN], false],
  ])('%j is valid: %s', (value, valid) => {
    expect(segment.safeParse(value).success).toBe(valid);
  });
});

/** What is only compared or signed, and stored as a hash at most; and what is handed on without being read. */
const NEVER_STORED = [
  'login: password',
  'refresh: refreshToken',
  'changePassword: currentPassword',
  'addAppPassword: currentPassword',
  'hlsSegment: s',
  'hlsSegment: k',
  'streamLinked: k',
  'createDropSession: password',
  'joinDrop: password',
  'sendDropSignal: sealed',
  'validateCaptureToken: token',
  'registerCaptureDevice: token',
  'offerCaptureStream: sdp',
];

/** What comes out of a pipe may be refused at either end. */
const TEXTS = ['string', 'pipe', 'template_literal', 'unknown', 'any'];
const WITHOUT_TEXT = ['number', 'boolean', 'enum', 'literal', 'null', 'undefined'];

/** The texts that a client may send, by the names they have there. */
function* textsOf(schema: z.core.$ZodType, name: string): Generator<[string, z.core.$ZodType]> {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'object') for (const [key, inner] of Object.entries(def.shape)) yield* textsOf(inner, key);
  else if ('innerType' in def) yield* textsOf(def.innerType, name);
  else if (TEXTS.includes(def.type)) yield [name, schema];
  else for (const part of partsOf(def, name)) yield* textsOf(part, name);
}

function partsOf(def: z.core.$ZodTypes['_zod']['def'], name: string): readonly z.core.$ZodType[] {
  if (def.type === 'array') return [def.element];
  if (def.type === 'record') return [def.keyType, def.valueType];
  if (def.type === 'union') return def.options;
  if (def.type === 'tuple') return [...def.items, ...(def.rest ? [def.rest] : [])];
  if (def.type === 'intersection') return [def.left, def.right];
  if (WITHOUT_TEXT.includes(def.type)) return [];
  throw new Error(`${name}: nobody looks into ${def.type}`);
}

describe('what clients send', () => {
  const texts = Object.values(endpoints).flatMap((endpoint) =>
    [endpoint.params, endpoint.query, endpoint.body]
      .filter((part) => part !== undefined)
      .flatMap((part) =>
        [...textsOf(part, '')].map(([name, schema]) => [endpoint.name, name, schema] as const),
      ),
  );

  it.each(texts.filter(([endpoint, name]) => !NEVER_STORED.includes(`${endpoint}: ${name}`)))(
    '%s: %s holds nothing that a database cannot',
    (_endpoint, _name, schema) => {
      expect(z.safeParse(schema, 'a\0').success).toBe(false);
    },
  );
});

describe('text', () => {
  it.each([
    ['a', true],
    ['a b', true],
    ['', false],
    ['abcd', false],
    ['a\0', false],
    ['😀', true],
    ['\ud800x', false],
    ['x\udc00', false],
  ])('%j is valid: %s', (value, valid) => {
    expect(text({ min: 1, max: 3 }).safeParse(value).success).toBe(valid);
  });
});

describe('libraryFolder', () => {
  it.each([
    ['', true],
    ['a/b c/…', true],
    ['a/..b', true],
    ['..', false],
    ['a/../b', false],
    ['./a', false],
    ['/a', false],
    ['a/', false],
    ['a//b', false],
    ['a\0', false],
  ])('%j is valid: %s', (value, valid) => {
    expect(libraryFolder.safeParse(value).success).toBe(valid);
  });
});

describe('lowerRole', () => {
  it.each([
    ['viewer', 'admin', 'viewer'],
    ['editor', 'viewer', 'viewer'],
    ['editor', 'admin', 'editor'],
    ['editor', 'editor', 'editor'],
  ] as const)('of %s and %s is %s', (one, other, lower) => {
    expect(lowerRole(one, other)).toBe(lower);
  });
});

describe('displayName', () => {
  it.each([
    ['Mia’s phone', 'Mia’s phone'],
    ['  Zoe\u0308 ', 'Zoë'],
    ['<script>', '<script>'],
    ['👩‍👧', '👩‍👧'],
    ['', undefined],
    ['   ', undefined],
    ['a\nb', undefined],
    ['a\0', undefined],
    ['gpj.\u202eexe', undefined],
    ['123456789012', undefined],
    ['\ud800x', undefined],
    ['❤\ufe0f🏽', '❤\ufe0f🏽'],
    ['1\ufe0f\u20e3', '1\ufe0f\u20e3'],
    ['\u0645\u0631\u06cc\u0645', '\u0645\u0631\u06cc\u0645'],
    ['admin\u200b', undefined],
    ['ad\u00admin', undefined],
    ['admin\u200d', undefined],
    ['admin\ufe0f', undefined],
    ['👩\u200d', undefined],
    ['\u2060', undefined],
    ['\u3164', undefined],
    ['\u115f\uffa0', undefined],
    ['\u2800', undefined],
    ['a\u034fb', undefined],
    ['a\u2028b', undefined],
    ['a\u2029b', undefined],
  ])('%j is read as %j', (typed, name) => {
    expect(displayName({ max: 11 }).safeParse(typed).data).toBe(name);
  });
});

describe('userName', () => {
  it.each([
    ['Zoë', 'Zoë'],
    ['ａｄｍｉｎ', 'admin'],
    ['oﬃce', 'office'],
    ['admin\u200b', undefined],
  ])('%j is read as %j', (typed, name) => {
    expect(userName({ max: 11 }).safeParse(typed).data).toBe(name);
  });
});

describe('what a device is named and woken by', () => {
  it.each([
    ['00:1A:2b:3c:4d:5e', '00:1a:2b:3c:4d:5e'],
    ['00-1a-2b-3c-4d-5e', '00:1a:2b:3c:4d:5e'],
    ['001A2B3C4D5E', '00:1a:2b:3c:4d:5e'],
    ['00:1a:2b:3c:4d', undefined],
    ['00:1a:2b:3c:4d:5g', undefined],
  ])('the MAC address %j is read as %j', (typed, mac) => {
    expect(wakeDevice.body.safeParse({ mac: typed }).data?.mac).toBe(mac);
  });

  it.each([[{}], [{ role: 'admin' }], [{ macAddress: 'x' }], [{ nickname: 'x' }]])(
    'is not changed by %j',
    (body) => {
      expect(changeDevice.body.safeParse(body).success).toBe(false);
    },
  );
});

describe('devicePublicKey', () => {
  const key = { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'B'.repeat(43) };

  it('keeps the public half alone', () => {
    expect(devicePublicKey.parse({ ...key, d: 'C'.repeat(43), ext: true })).toEqual(key);
  });

  it.each([[{ crv: 'P-384' }], [{ kty: 'OKP' }], [{ x: 'A'.repeat(44) }], [{ y: '' }]])(
    'is none with %j',
    (change) => {
      expect(devicePublicKey.safeParse({ ...key, ...change }).success).toBe(false);
    },
  );
});

describe('an invitation', () => {
  const deviceName = 'Phone';
  it.each([
    [{ token: 'A'.repeat(32) }, true],
    [{ code: '012345' }, true],
    [{ token: 'A'.repeat(32), code: '012345' }, false],
    [{}, false],
    [{ code: 12345 }, false],
    [{ code: '0123456' }, false],
    [{ token: `${'A'.repeat(31)}+` }, false],
  ])('shown as %j is valid: %s', (secret, valid) => {
    expect(confirmPairing.body.safeParse({ ...secret, deviceName }).success).toBe(valid);
  });
});
