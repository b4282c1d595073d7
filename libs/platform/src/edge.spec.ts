import { describe, expect, it } from '@jest/globals';
import { believeTheEdgeAlone } from './edge.js';

const SECRET = 'what nginx and the services share';
const said = {
  host: 'hub.local',
  'x-forwarded-for': '192.168.1.20',
  'x-body-file': '/library/.hearth/staging/incoming/1',
  'x-request-id': 'mine',
};

function left(headers: Record<string, string>, secret: string | undefined = SECRET) {
  const rest = { ...headers };
  believeTheEdgeAlone(rest, secret);
  return rest;
}

describe('what is believed of a request', () => {
  it('is what nginx says, which shows the secret', () => {
    expect(left({ ...said, 'x-hearth-edge': SECRET })).toEqual(said);
  });

  it.each([
    ['nothing', {}],
    ['a guess', { 'x-hearth-edge': 'what nginx and the services sharE' }],
    ['half of it', { 'x-hearth-edge': 'what nginx' }],
    ['an empty one', { 'x-hearth-edge': '' }],
  ])('is not what others say who show %s', (_, shown) => {
    expect(left({ ...said, ...shown })).toEqual({ host: 'hub.local' });
  });

  it('is nobody’s where no secret is set', () => {
    const headers: Record<string, string> = { ...said, 'x-hearth-edge': 'undefined' };
    believeTheEdgeAlone(headers, undefined);
    expect(headers).toEqual({ host: 'hub.local' });
  });
});
