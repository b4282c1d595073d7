import { describe, expect, it } from '@jest/globals';
import { namePlace } from './place-name.js';

describe('a place', () => {
  it.each([
    ['Lisbon', 'PT', 'Lisbon, Portugal', 'Lisbon Portugal'],
    ['Munich', 'DE', 'Munich, Germany', 'Munich Germany Deutschland'],
    ['Singapore', 'SG', 'Singapore', 'Singapore Singapur'],
    ['Pristina', 'XK', 'Pristina, Kosovo', 'Pristina Kosovo'],
  ])('%s in %s is called %s and found by %s', (name, country, place, words) => {
    expect(namePlace({ name, country })).toEqual({ place, words });
  });
});
