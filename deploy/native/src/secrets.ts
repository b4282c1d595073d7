import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Secrets {
  folder: string;
  postgresSuperuserPassword: string;
  postgresPassword: string;
  redisPassword: string;
  natsPassword: string;
  /** What the services' own passwords for the stores follow from. */
  storeLoginsSecret: string;
  /** From which the time-limited credentials of the TURN server are made. */
  turnSecretFile: string;
  turnSecret: string;
  /** What tokens of Capture are signed with. */
  captureSecretFile: string;
  /** What a program shows that brings events in bulk. */
  serviceTokenFile: string;
  /** What nginx shows the services, so that they believe what it says of a request. */
  edgeSecretFile: string;
  edgeSecret: string;
  /** What shows who reads the services' figures. */
  metricsSecretFile: string;
  metricsSecret: string;
  /** What media, analytics and gateway show one another. */
  houseSecretFile: string;
  houseSecret: string;
  linkSecretFile: string;
  linkSecret: string;
  jwtPrivateKeyFile: string;
  adminPasswordFile: string;
  /** The password that was made up, until `markAdminPasswordShown`. */
  newAdminPassword: string | undefined;
  /** A password was given, but an earlier start had settled on another. */
  givenPasswordIgnored: boolean;
}

function makeToken(): string {
  return randomBytes(24).toString('base64url');
}

function makeSigningKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** Five groups of four letters and digits that cannot be mistaken for each other: 99 bits, and one can type it on a phone. */
export function makeReadablePassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  const unbiasedLimit = 256 - (256 % alphabet.length);
  const letters: string[] = [];
  while (letters.length < 20) {
    const byte = randomBytes(1)[0] as number;
    if (byte < unbiasedLimit) letters.push(alphabet[byte % alphabet.length] as string);
  }
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-');
}

/** Written under another name first: a start cut short must not leave half a secret that is then kept. */
function writeSecret(path: string, value: string): void {
  writeFileSync(`${path}.unfinished`, value, { mode: 0o600 });
  renameSync(`${path}.unfinished`, path);
}

function ensureSecret(path: string, make: () => string): string {
  if (!existsSync(path)) writeSecret(path, make());
  return readFileSync(path, 'utf8').trim();
}

function unseenMark(folder: string): string {
  return join(folder, 'admin-password-not-shown-yet');
}

/** The owner has been told the password that was made up. */
export function markAdminPasswordShown({ folder }: Pick<Secrets, 'folder'>): void {
  rmSync(unseenMark(folder), { force: true });
}

/** Every secret of a stack, made at its first start and kept in files that only their owner can read. */
export function ensureSecrets(folder: string, givenAdminPassword: string | undefined): Secrets {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const at = (name: string) => join(folder, name);
  const adminPasswordFile = at('admin-password');
  if (!existsSync(adminPasswordFile)) {
    // The mark comes first: a start cut short in between must not leave a password that nobody was ever told.
    if (givenAdminPassword === undefined) writeSecret(unseenMark(folder), '');
    writeSecret(adminPasswordFile, givenAdminPassword ?? makeReadablePassword());
  }
  ensureSecret(at('jwt-private-key.pem'), makeSigningKey);
  ensureSecret(at('capture-secret'), makeToken);
  ensureSecret(at('service-token'), makeToken);
  return {
    folder,
    postgresSuperuserPassword: ensureSecret(at('postgres-superuser-password'), makeToken),
    postgresPassword: ensureSecret(at('postgres-password'), makeToken),
    redisPassword: ensureSecret(at('redis-password'), makeToken),
    natsPassword: ensureSecret(at('nats-token'), makeToken),
    storeLoginsSecret: ensureSecret(at('store-logins-secret'), makeToken),
    turnSecretFile: at('turn-secret'),
    turnSecret: ensureSecret(at('turn-secret'), makeToken),
    captureSecretFile: at('capture-secret'),
    serviceTokenFile: at('service-token'),
    edgeSecretFile: at('edge-secret'),
    edgeSecret: ensureSecret(at('edge-secret'), makeToken),
    metricsSecretFile: at('metrics-secret'),
    metricsSecret: ensureSecret(at('metrics-secret'), makeToken),
    houseSecretFile: at('house-secret'),
    houseSecret: ensureSecret(at('house-secret'), makeToken),
    linkSecretFile: at('link-secret'),
    linkSecret: ensureSecret(at('link-secret'), makeToken),
    jwtPrivateKeyFile: at('jwt-private-key.pem'),
    adminPasswordFile,
    newAdminPassword: existsSync(unseenMark(folder)) ? readFileSync(adminPasswordFile, 'utf8') : undefined,
    givenPasswordIgnored:
      givenAdminPassword !== undefined && givenAdminPassword !== readFileSync(adminPasswordFile, 'utf8'),
  };
}
