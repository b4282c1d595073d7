import { describe, expect, it } from '@jest/globals';
import { describeSubject, partOf } from './describe-parked.ts';

describe('partOf', () => {
  it.each([
    ['analytics-files', 'Insight'],
    ['media', 'The library'],
    ['something-new', 'something-new'],
  ])('%s is %s', (durable, part) => expect(partOf(durable)).toBe(part));
});

describe('describeSubject', () => {
  it.each([
    ['hearth.catalog.file.changed.v1', 'catalog: file changed'],
    ['hearth.identity.session.signed-out.v2', 'identity: session signed out'],
    ['other.subject', 'other.subject'],
  ])('%s is %s', (subject, words) => expect(describeSubject(subject)).toBe(words));
});
