import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { CertificateNames } from './certificates.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
// A device whose clock is a little behind must not find the certificate "not valid yet".
const BACKDATE_MS = DAY_MS;
const KEY_ALGORITHM = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};

/** A certificate and its private key as PEM. */
interface Issued {
  certificate: string;
  key: string;
}

interface Lifetime {
  days: number;
  now: Date;
}

async function exportKey(key: Parameters<typeof crypto.subtle.exportKey>[1]): Promise<string> {
  return x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

function importKey(pem: string) {
  const der = x509.PemConverter.decodeFirst(pem);
  return crypto.subtle.importKey('pkcs8', der, KEY_ALGORITHM, false, ['sign']);
}

function validity({ days, now }: Lifetime) {
  const start = now.getTime() - BACKDATE_MS;
  return { notBefore: new Date(start), notAfter: new Date(start + days * DAY_MS) };
}

/** A positive serial number of 127 random bits (RFC 5280 section 4.1.2.2). */
function makeSerialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] as number) & 0x7f) | 0x40;
  return bytes.toString('hex');
}

/** An authority that vouches for itself, and for nothing but leaves. */
export async function issueAuthority(lifetime: Lifetime): Promise<Issued> {
  const keys = await crypto.subtle.generateKey(KEY_ALGORITHM, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [`Hearth on ${hostname()}`] }, { O: ['Hearth'] }],
    serialNumber: makeSerialNumber(),
    keys,
    signingAlgorithm: KEY_ALGORITHM,
    ...validity(lifetime),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: certificate.toString('pem') + '\n', key: await exportKey(keys.privateKey) };
}

/** A server's certificate for all these names, signed by the authority. */
export async function issueLeaf(
  options: Lifetime & { authority: Issued; names: CertificateNames },
): Promise<Issued> {
  const { names } = options;
  const authority = new x509.X509Certificate(options.authority.certificate);
  const keys = await crypto.subtle.generateKey(KEY_ALGORITHM, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.create({
    subject: [{ CN: ['hearth.local'] }, { O: ['Hearth'] }],
    issuer: authority.subject,
    serialNumber: makeSerialNumber(),
    publicKey: keys.publicKey,
    signingKey: await importKey(options.authority.key),
    signingAlgorithm: KEY_ALGORITHM,
    ...validity(options),
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
  return { certificate: certificate.toString('pem') + '\n', key: await exportKey(keys.privateKey) };
}
