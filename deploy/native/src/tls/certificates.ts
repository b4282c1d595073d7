import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { X509Certificate, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { listCertificateNames } from './lan-addresses.ts';
import { describeTrustProfile } from './trust-profile.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const CA_DAYS = 3_650;
// Phones refuse leaves that live longer than 398 days.
const LEAF_DAYS = 365;
export const RENEW_BEFORE_DAYS = 30;
// A device whose clock is a little behind must not find the certificate "not valid yet".
const BACKDATE_MS = DAY_MS;
const KEY_ALGORITHM = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};

export interface CertificateFiles {
  caCertificate: string;
  caKey: string;
  /** The CA as iOS and macOS install it. */
  caProfile: string;
  /** The leaf followed by the CA. */
  certificate: string;
  key: string;
}

export interface CertificateNames {
  dnsNames: string[];
  ipAddresses: string[];
}

export function certificateFiles(folder: string): CertificateFiles {
  const at = (name: string) => join(folder, name);
  return {
    caCertificate: at('ca.crt'),
    caKey: at('ca.key'),
    caProfile: at('ca.mobileconfig'),
    certificate: at('server.crt'),
    key: at('server.key'),
  };
}

function write(path: string, text: string, mode: number): void {
  writeFileSync(`${path}.unfinished`, text, { mode });
  renameSync(`${path}.unfinished`, path);
}

async function exportKey(key: Parameters<typeof crypto.subtle.exportKey>[1]): Promise<string> {
  return x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

function importKey(pem: string) {
  const der = x509.PemConverter.decodeFirst(pem);
  return crypto.subtle.importKey('pkcs8', der, KEY_ALGORITHM, false, ['sign']);
}

function validity(days: number, now: Date) {
  const start = now.getTime() - BACKDATE_MS;
  return { notBefore: new Date(start), notAfter: new Date(start + days * DAY_MS) };
}

/** A positive serial number of 127 random bits (RFC 5280 section 4.1.2.2). */
function makeSerialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] as number) & 0x7f) | 0x40;
  return bytes.toString('hex');
}

async function makeAuthority(files: CertificateFiles, now: Date): Promise<void> {
  const keys = await crypto.subtle.generateKey(KEY_ALGORITHM, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [`Hearth on ${hostname()}`] }, { O: ['Hearth'] }],
    serialNumber: makeSerialNumber(),
    keys,
    signingAlgorithm: KEY_ALGORITHM,
    ...validity(CA_DAYS, now),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  write(files.caKey, await exportKey(keys.privateKey), 0o600);
  write(files.caCertificate, certificate.toString('pem') + '\n', 0o644);
}

async function makeLeaf(files: CertificateFiles, names: CertificateNames, now: Date): Promise<void> {
  const caPem = readFileSync(files.caCertificate, 'utf8');
  const authority = new x509.X509Certificate(caPem);
  const keys = await crypto.subtle.generateKey(KEY_ALGORITHM, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.create({
    subject: [{ CN: ['hearth.local'] }, { O: ['Hearth'] }],
    issuer: authority.subject,
    serialNumber: makeSerialNumber(),
    publicKey: keys.publicKey,
    signingKey: await importKey(readFileSync(files.caKey, 'utf8')),
    signingAlgorithm: KEY_ALGORITHM,
    ...validity(LEAF_DAYS, now),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment,
        true,
      ),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        ...names.dnsNames.map((value) => ({ type: 'dns' as const, value })),
        ...names.ipAddresses.map((value) => ({ type: 'ip' as const, value })),
      ]),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(authority.publicKey),
    ],
  });
  write(files.key, await exportKey(keys.privateKey), 0o600);
  write(files.certificate, certificate.toString('pem') + '\n' + caPem, 0o644);
}

function readCertificate(path: string): X509Certificate | undefined {
  try {
    return new X509Certificate(readFileSync(path));
  } catch {
    return undefined;
  }
}

export function daysLeft(certificate: X509Certificate, now: Date): number {
  return Math.floor((new Date(certificate.validTo).getTime() - now.getTime()) / DAY_MS);
}

/** Why the leaf must be made anew, or undefined when it is still good. */
export function findReasonToRenew(
  files: CertificateFiles,
  names: CertificateNames,
  now: Date,
): string | undefined {
  const authority = readCertificate(files.caCertificate);
  const leaf = readCertificate(files.certificate);
  if (leaf === undefined || authority === undefined || !existsSync(files.key)) return 'there is none yet';
  if (!leaf.verify(authority.publicKey)) return 'it was signed by another authority';
  if (daysLeft(leaf, now) < RENEW_BEFORE_DAYS) return 'it expires soon';
  const missing = [...names.dnsNames, ...names.ipAddresses].find(
    (name) => (isIP(name) === 0 ? leaf.checkHost(name) : leaf.checkIP(name)) === undefined,
  );
  return missing === undefined ? undefined : `it lacks ${missing}`;
}

/** Also for authorities that were made before there were profiles. */
function ensureProfile(files: CertificateFiles): void {
  const profile = describeTrustProfile(readFileSync(files.caCertificate, 'utf8'));
  if (existsSync(files.caProfile) && readFileSync(files.caProfile, 'utf8') === profile) return;
  write(files.caProfile, profile, 0o644);
}

/** Makes the house's own authority once and its server certificate as often as needed; says whether anything changed. */
export async function ensureCertificates(
  folder: string,
  { names = listCertificateNames(), now = new Date() }: { names?: CertificateNames; now?: Date } = {},
): Promise<{ files: CertificateFiles; renewed: boolean }> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = certificateFiles(folder);
  const authority = readCertificate(files.caCertificate);
  if (authority === undefined || !existsSync(files.caKey) || daysLeft(authority, now) < LEAF_DAYS) {
    await makeAuthority(files, now);
  }
  ensureProfile(files);
  const reason = findReasonToRenew(files, names, now);
  if (reason !== undefined) await makeLeaf(files, names, now);
  return { files, renewed: reason !== undefined };
}
