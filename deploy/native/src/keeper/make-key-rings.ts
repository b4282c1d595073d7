import { isIP } from 'node:net';
import { ensureSecrets, type Secrets } from '../secrets.ts';
import { ensureCertificates } from '../tls/certificates.ts';
import { StartupProblem } from '../startup-problem.ts';
import { listCertificateNames, listLanAddresses } from '../tls/lan-addresses.ts';
import { describeKeyRings, type KeyRings } from './key-rings.ts';
import type { KeeperSettings } from './keeper-settings.ts';
import { choosePublicUrl } from './public-url.ts';

/** Of a cluster, whose nodes' own names no phone opens. */
const NAMES_OF_NO_MACHINE = { dnsNames: ['localhost', 'hearth.local'], ipAddresses: ['127.0.0.1', '::1'] };

function certificateNames({ HEARTH_HOSTNAMES, HEARTH_PUBLIC_URL }: KeeperSettings, place: Place) {
  const { dnsNames, ipAddresses } = place === 'one machine' ? listCertificateNames() : NAMES_OF_NO_MACHINE;
  const publicHost =
    HEARTH_PUBLIC_URL === undefined ? [] : [new URL(HEARTH_PUBLIC_URL).hostname.replace(/^\[|\]$/g, '')];
  const wanted = [...HEARTH_HOSTNAMES, ...publicHost];
  return {
    dnsNames: [...new Set([...dnsNames, ...wanted.filter((name) => isIP(name) === 0)])],
    ipAddresses: [...new Set([...ipAddresses, ...wanted.filter((name) => isIP(name) !== 0)])],
  };
}

/** Whether people reach the hub at this machine, or at a cluster that this is one container of. */
type Place = 'one machine' | 'cluster';

interface MadeKeys {
  rings: KeyRings;
  secrets: Secrets;
  publicUrl: string;
  /** A certificate that was there is another now. */
  renewed: boolean;
}

/**
 * What every container gets, of what lies in a folder of secrets and certificates; only what is missing there is made. Throws
 * StartupProblem where a cluster's address is not told.
 */
export async function makeKeyRings(
  settings: KeeperSettings,
  masterFolder: string,
  place: Place = 'one machine',
): Promise<MadeKeys> {
  if (place === 'cluster' && settings.HEARTH_PUBLIC_URL === undefined)
    throw new StartupProblem('HEARTH_PUBLIC_URL must say where people open the cluster.');
  const secrets = ensureSecrets(`${masterFolder}/secrets`, settings.HEARTH_ADMIN_PASSWORD);
  const { files: certificates, renewed } = await ensureCertificates(`${masterFolder}/tls`, {
    names: certificateNames(settings, place),
  });
  const lanAddresses = place === 'one machine' ? listLanAddresses() : [];
  const publicUrl = choosePublicUrl(settings, lanAddresses);
  const { natsPeers } = settings;
  const rings = describeKeyRings({ secrets, certificates, publicUrl, lanAddresses, natsPeers });
  return { rings, secrets, publicUrl, renewed };
}
