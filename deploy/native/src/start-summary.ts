import { toString as drawQrCode } from 'qrcode';

export interface ReadyReport {
  kind: 'ready';
  url: string;
  localUrl: string;
  /** Of the page that leads a device to trust the certificate, where there is one. */
  trustUrl?: string;
  libraryFolder: string;
  adminUsername: string;
  /** Only when it was made up just now. */
  newAdminPassword?: string;
  adminPasswordFile: string;
  /** A password was given, but the admin already has another. */
  givenPasswordIgnored: boolean;
}

/** What the owner reads once everything is up (or, in containers, while the rest starts). */
export async function describeStart(ready: ReadyReport, headline = 'Hearth is up.'): Promise<string> {
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
    `  Address    ${ready.url}${ready.localUrl === ready.url ? '' : `   (on this machine also ${ready.localUrl})`}`,
    `  Sign in as ${ready.adminUsername}`,
    ...password,
    `  Library    ${ready.libraryFolder}`,
    `  Phones     scan the code; to end the certificate warning, ${ready.trustUrl === undefined ? `install ${ready.url}/ca.crt` : `open ${ready.trustUrl}`}`,
    ...ignored,
    '',
    qrCode,
  ].join('\n');
}
