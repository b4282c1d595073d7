import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureCertificates, findReasonToRenew } from './certificates.ts';

const NAMES = { dnsNames: ['localhost', 'hearth.local'], ipAddresses: ['127.0.0.1', 'fd00::2'] };
const NOW = new Date('2026-11-21T12:00:00Z');
const DAY_MS = 24 * 60 * 60 * 1000;
const inDays = (days: number) => new Date(NOW.getTime() + days * DAY_MS);

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-tls-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (path: string) => new X509Certificate(readFileSync(path));

describe('the house’s certificates', () => {
  it('are an authority for ten years and a server certificate for one, RSA 2048, good for every name and address', async () => {
    const { files, renewed } = await ensureCertificates(folder, { names: NAMES, now: NOW });
    const [authority, leaf] = [read(files.caCertificate), read(files.certificate)];
    expect(renewed).toBe(true);
    expect([authority.ca, leaf.ca]).toEqual([true, false]);
    expect(leaf.verify(authority.publicKey)).toBe(true);
    expect(leaf.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
    expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    for (const name of NAMES.dnsNames) expect(leaf.checkHost(name)).toBe(name);
    for (const address of NAMES.ipAddresses) expect(leaf.checkIP(address)).toBe(address);
    const days = (certificate: X509Certificate) =>
      (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / DAY_MS;
    expect([days(authority), days(leaf)]).toEqual([3650, 365]);
    expect(statSync(files.key).mode & 0o777).toBe(0o600);
    expect(statSync(files.caKey).mode & 0o777).toBe(0o600);
  });

  it('stay as they are while they are good', async () => {
    const { files } = await ensureCertificates(folder, { names: NAMES, now: NOW });
    const before = readFileSync(files.certificate, 'utf8');
    const { renewed } = await ensureCertificates(folder, { names: NAMES, now: inDays(300) });
    expect(renewed).toBe(false);
    expect(readFileSync(files.certificate, 'utf8')).toBe(before);
  });

  it.each([
    ['less than 30 days are left', NAMES, inDays(340)],
    ['the machine has a new address', { ...NAMES, ipAddresses: ['127.0.0.1', '192.168.1.9'] }, NOW],
    ['the machine has a new name', { ...NAMES, dnsNames: ['den.local'] }, NOW],
  ])('are renewed under the same authority when %s', async (_when, names, now) => {
    const first = await ensureCertificates(folder, { names: NAMES, now: NOW });
    const authority = readFileSync(first.files.caCertificate, 'utf8');
    const { files, renewed } = await ensureCertificates(folder, { names, now });
    expect(renewed).toBe(true);
    expect(findReasonToRenew(files, names, now)).toBeUndefined();
    expect(readFileSync(files.caCertificate, 'utf8')).toBe(authority);
  });

  it('are made anew when the authority was lost', async () => {
    const { files } = await ensureCertificates(folder, { names: NAMES, now: NOW });
    rmSync(files.caCertificate);
    expect((await ensureCertificates(folder, { names: NAMES, now: NOW })).renewed).toBe(true);
    expect(read(files.certificate).verify(read(files.caCertificate).publicKey)).toBe(true);
  });
});
