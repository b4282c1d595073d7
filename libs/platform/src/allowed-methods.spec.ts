import { describe, expect, it } from '@jest/globals';
import { AllowedMethods } from './allowed-methods.js';

const allowed = new AllowedMethods();
allowed.add('POST', '/api/files');
allowed.add('GET', '/api/files');
allowed.add('GET', '/api/files');
allowed.add('GET', '/api/files/:fileId/stream');
allowed.add('GET', '/api/auth/me.json');
allowed.add('PROPFIND', '/dav/*');

describe('the methods that an address takes', () => {
  it.each([
    ['/api/files', ['GET', 'POST']],
    ['/api/files/1/stream', ['GET']],
    ['/api/files/..%2F1/stream', ['GET']],
    ['/api/auth/me.json', ['GET']],
    ['/api/auth/me-json', []],
    ['/api/files/', []],
    ['/api/files//stream', []],
    ['/api/files/1/2/stream', []],
    ['/api', []],
    ['/dav/', ['PROPFIND']],
    ['/dav/a/b', ['PROPFIND']],
    ['/dav', []],
    ['/davos/a', []],
  ])('%s: %j', (path, methods) => expect(allowed.at(path)).toEqual(methods));
});
