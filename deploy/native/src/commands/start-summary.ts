import { toString as drawQrCode } from 'qrcode';
import type { SupervisorReport } from './supervise.ts';

/** What the owner reads once everything is up (or, in containers, while the rest starts). */
export async function describeStart(
  ready: Extract<SupervisorReport, { kind: 'ready' }>,
  headline = 'Hearth is up.',
): Promise<string> {
  const qrCode = await drawQrCode(ready.url, { type: 'terminal', small: true, errorCorrectionLevel: 'L' });
  const password =
    ready.newAdminPassword === undefined
      ? []
      : [`  Password   ${ready.newAdminPassword}   (shown once; kept in ${ready.adminPasswordFile})`];
  const ignored = ready.givenPasswordIgnored
    ? ['', 'HEARTH_ADMIN_PASSWORD counts at the first start only; the password from then still holds.']
    : [];
  return [
    '',
    headline,
    '',
    `  Address    ${ready.url}   (on this machine also ${ready.localUrl})`,
    `  Sign in as ${ready.adminUsername}`,
    ...password,
    `  Library    ${ready.libraryFolder}`,
    `  Phones     scan the code; to end the certificate warning, ${ready.trustUrl === undefined ? `install ${ready.url}/ca.crt` : `open ${ready.trustUrl}`}`,
    ...ignored,
    '',
    qrCode,
  ].join('\n');
}
