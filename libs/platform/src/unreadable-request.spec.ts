import { describe, expect, it } from '@jest/globals';
import { problemBody } from '@hearth/contracts';
import { formatUnreadableRequest } from './unreadable-request.js';

describe('formatUnreadableRequest', () => {
  it.each([
    ['HPE_INVALID_METHOD', 400, 'request.invalid'],
    ['HPE_HEADER_OVERFLOW', 431, 'request.too-large'],
    ['ERR_HTTP_REQUEST_TIMEOUT', 408, 'request.invalid'],
    [undefined, 400, 'request.invalid'],
  ])('answers %s with a problem of status %d', (errorCode, status, code) => {
    const answer = formatUnreadableRequest(errorCode);
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head.split('\r\n')[0]).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [A-Z]`));
    expect(head).toContain('Content-Type: application/problem+json');
    expect(head).toContain(`Content-Length: ${body.length}`);
    expect(problemBody.parse(JSON.parse(body))).toMatchObject({ status, code });
  });
});
