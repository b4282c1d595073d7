import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureSecrets, makeReadablePassword, markAdminPasswordShown } from './secrets.ts';

let folder: string;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'hearth-secrets-')), 'secrets');
});

afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

describe('secrets', () => {
  it('are made once, kept, and readable by their owner alone', () => {
    const first = ensureSecrets(folder, undefined);
    expect(ensureSecrets(folder, undefined)).toEqual(first);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  });

  it('hold an admin’s password that is new until it has been shown, also after a start that failed', () => {
    const first = ensureSecrets(folder, undefined);
    const second = ensureSecrets(folder, undefined);
    expect(first.newAdminPassword).toBe(readFileSync(first.adminPasswordFile, 'utf8'));
    expect(second.newAdminPassword).toBe(first.newAdminPassword);
    markAdminPasswordShown(second);
    expect(ensureSecrets(folder, undefined).newAdminPassword).toBeUndefined();
  });

  it('hold a P-256 key for signing tokens', () => {
    const { jwtPrivateKeyFile } = ensureSecrets(folder, undefined);
    const key = createPrivateKey(readFileSync(jwtPrivateKeyFile));
    expect(key.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
  });

  it('take the admin’s password from the owner at the first start, and say later that it no longer counts', () => {
    const first = ensureSecrets(folder, 'the first one');
    const second = ensureSecrets(folder, 'another one');
    expect([first.newAdminPassword, first.givenPasswordIgnored]).toEqual([undefined, false]);
    expect([second.newAdminPassword, second.givenPasswordIgnored]).toEqual([undefined, true]);
    expect(readFileSync(second.adminPasswordFile, 'utf8')).toBe('the first one');
  });

  it('are never the same twice', () => {
    const passwords = new Set(Array.from({ length: 200 }, makeReadablePassword));
    expect(passwords.size).toBe(200);
    for (const password of passwords)
      expect(password).toMatch(/^([a-hj-km-np-z2-9]{4}-){4}[a-hj-km-np-z2-9]{4}$/);
  });
});
