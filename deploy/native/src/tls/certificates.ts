import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { listCertificateNames } from './lan-addresses.ts';
import { describeTrustProfile } from './trust-profile.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const CA_DAYS = 3_650;
// Phones refuse leaves that live longer than 398 days.
const LEAF_DAYS = 365;
export const RENEW_BEFORE_DAYS = 30;

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

/** Loaded only when it is needed: what it is built on keeps 9 MB for as long as the supervisor runs. */
const loadIssuing = () => import('./issue-certificates.ts');

async function makeAuthority(files: CertificateFiles, now: Date): Promise<void> {
  const { issueAuthority } = await loadIssuing();
  const { certificate, key } = await issueAuthority({ days: CA_DAYS, now });
  write(files.caKey, key, 0o600);
  write(files.caCertificate, certificate, 0o644);
}

async function makeLeaf(files: CertificateFiles, names: CertificateNames, now: Date): Promise<void> {
  const { issueLeaf } = await loadIssuing();
  const authority = {
    certificate: readFileSync(files.caCertificate, 'utf8'),
    key: readFileSync(files.caKey, 'utf8'),
  };
  const { certificate, key } = await issueLeaf({ authority, names, days: LEAF_DAYS, now });
  write(files.key, key, 0o600);
  write(files.certificate, certificate + authority.certificate, 0o644);
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
