import { describe, expect, it } from '@jest/globals';
import { servedTypeOf } from './content-type.js';

describe('servedTypeOf', () => {
  it.each(['video/mp4', 'image/jpeg', 'audio/flac', 'application/pdf'])('%s is shown as it is', (type) =>
    expect(servedTypeOf(type)).toEqual({ contentType: type, isShown: true }),
  );

  it.each(['text/plain', 'text/plain; charset=latin1', 'TEXT/PLAIN', 'text/markdown'])(
    '%s is shown as plain text',
    (type) => expect(servedTypeOf(type)).toEqual({ contentType: 'text/plain; charset=utf-8', isShown: true }),
  );

  it.each([
    'text/html',
    'image/svg+xml',
    'application/xhtml+xml',
    'text/xml',
    'application/xml',
    'text/javascript',
    'application/zip',
    'constructor',
    '',
    'image/jpeg\r\nx: y',
  ])('%j is only saved', (type) =>
    expect(servedTypeOf(type)).toEqual({ contentType: 'application/octet-stream', isShown: false }),
  );
});
