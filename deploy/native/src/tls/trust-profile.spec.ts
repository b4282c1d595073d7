import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureCertificates } from './certificates.ts';
import { describeTrustProfile } from './trust-profile.ts';

const NAMES = { dnsNames: ['localhost'], ipAddresses: ['127.0.0.1'] };
const NOW = new Date('2026-11-21T12:00:00Z');

let folder: string;
let pems: string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-profile-'));
  pems = [];
  for (const name of ['one', 'another']) {
    const { files } = await ensureCertificates(join(folder, name), { names: NAMES, now: NOW });
    pems.push(readFileSync(files.caCertificate, 'utf8'));
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The value after a key, of each time that it is there. */
const valuesOf = (profile: string, key: string) =>
  [...profile.matchAll(new RegExp(`<key>${key}</key>\\s*<(string|integer|data)>([^<]*)</`, 'g'))].map(
    (match) => (match[2] as string).trim(),
  );

describe('the profile for iOS and macOS', () => {
  it('is a configuration with one root certificate, which is the authority’s', () => {
    const [pem] = pems as [string];
    const profile = describeTrustProfile(pem);
    expect(valuesOf(profile, 'PayloadType')).toEqual(['Configuration', 'com.apple.security.root']);
    expect(valuesOf(profile, 'PayloadVersion')).toEqual(['1', '1']);
    const [bytes] = valuesOf(profile, 'PayloadContent') as [string];
    expect(Buffer.from(bytes, 'base64').equals(new X509Certificate(pem).raw)).toBe(true);
    expect(profile).not.toContain('PRIVATE');
  });

  it.each(['PayloadUUID', 'PayloadIdentifier'])('has a %s for each part, the same each time', (key) => {
    const [pem] = pems as [string];
    const values = valuesOf(describeTrustProfile(pem), key);
    expect(new Set(values).size).toBe(2);
    expect(valuesOf(describeTrustProfile(pem), key)).toEqual(values);
    if (key !== 'PayloadUUID') return;
    for (const value of values) {
      expect(value).toMatch(/^[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/);
    }
  });

  it('is another one for another house', () => {
    const [one, another] = pems.map((pem) => valuesOf(describeTrustProfile(pem), 'PayloadUUID'));
    expect(one).not.toEqual(another);
  });

  it('lies beside the certificate, and is made again when it is lost or not of this authority', async () => {
    const at = join(folder, 'one');
    const { files } = await ensureCertificates(at, { names: NAMES, now: NOW });
    const expected = describeTrustProfile(pems[0] as string);
    expect(readFileSync(files.caProfile, 'utf8')).toBe(expected);
    writeFileSync(files.caProfile, 'of before');
    await ensureCertificates(at, { names: NAMES, now: NOW });
    expect(readFileSync(files.caProfile, 'utf8')).toBe(expected);
  });
});
