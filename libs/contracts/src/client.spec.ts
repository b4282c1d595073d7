import { describe, expect, it } from '@jest/globals';
import { call, getFile, listFiles, logout, ProblemError, urlOf, type FileId } from './index.js';

const id = '01936f5e-8c1a-7000-8000-000000000001' as FileId;

describe('urlOf', () => {
  it('fills parameters in and leaves undefined query values out', () => {
    expect(urlOf(getFile, { params: { id } })).toBe(`/api/files/${id}`);
    expect(urlOf(listFiles, { query: { query: 'a b&c', page: 2, type: undefined } })).toBe(
      '/api/files?query=a+b%26c&page=2',
    );
  });

  it('encodes what would lead out of the path', () => {
    expect(urlOf(getFile, { params: { id: '../users' as FileId } })).toBe('/api/files/..%2Fusers');
  });
});

describe('call', () => {
  const answering = (status: number, body: string | null) => () =>
    Promise.resolve(new Response(body, { status }));

  it('throws the problem that the hub answered', async () => {
    const body = JSON.stringify({ type: 'about:blank', title: 'no', status: 404, code: 'file.not-found' });
    await expect(call(getFile, { params: { id } }, answering(404, body))).rejects.toMatchObject({
      problem: { code: 'file.not-found' },
    });
  });

  it('turns an answer that is no problem document into service.unavailable', async () => {
    const failure = call(getFile, { params: { id } }, answering(502, '<html>'));
    await expect(failure).rejects.toBeInstanceOf(ProblemError);
    await expect(failure).rejects.toMatchObject({ problem: { status: 502, code: 'service.unavailable' } });
  });

  it('returns undefined where the endpoint has no response body', async () => {
    await expect(call(logout, {}, answering(204, null))).resolves.toBeUndefined();
  });
});
