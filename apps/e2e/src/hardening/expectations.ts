import { PROBLEM_CODES } from '@hearth/contracts';
import { expect } from '@jest/globals';
import type { RawAnswer } from './raw-request.ts';

/** Traces of the inside: stacks, paths, queries. */
const INSIDE = /\bat \S+ \(|node_modules|\/tmp\/|SELECT |QueryFailedError|ECONN|nginx\/\d/;

/** HTTP's own words for a transfer coding and a version that nobody knows; all other 5xx would be our failures. */
const PROTOCOL_REFUSALS = [501, 505];

/** A refusal as clients may rely on it: a 4xx problem with a code of ours and nothing of the inside. */
export function expectRefused(answer: RawAnswer, ...statuses: number[]): void {
  expect(answer.status).toBeGreaterThanOrEqual(400);
  if (!PROTOCOL_REFUSALS.includes(answer.status)) expect(answer.status).toBeLessThan(500);
  if (statuses.length > 0) expect(statuses).toContain(answer.status);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const problem = JSON.parse(readBody(answer)) as { status: number; code: string; title: string };
  expect(problem.status).toBe(answer.status);
  expect(PROBLEM_CODES).toContain(problem.code);
  expect(answer.body).not.toMatch(INSIDE);
}

/** The body, of a chunked answer too: problems are short and come in one chunk. */
function readBody({ headers, body }: RawAnswer): string {
  return headers.get('transfer-encoding') === 'chunked' ? (body.split('\r\n')[1] ?? '') : body;
}
