import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import {
  OWNER_SETTINGS,
  readSettings,
  SETTING_NAMES,
  type ServiceSettings,
  type Setting,
} from './owner-settings.ts';

/** The checkout this file belongs to; or the one that a container of tools works for, under the path it has outside. */
export const workspaceRoot = process.env['HEARTH_CHECKOUT'] ?? resolve(import.meta.dirname, '../../..');

/** As the profile `tv` has it in containers. */
const TV_PORT = 8200;

export interface Settings {
  port: number;
  /** Of the page that leads devices to trust the certificate; undefined: there is none. */
  httpPort: number | undefined;
  /** Whether the owner chose that port; the usual one is done without when it is taken. */
  isHttpPortChosen: boolean;
  /** Undefined: every address of this machine, IPv4 and IPv6. */
  bind: string | undefined;
  dataFolder: string;
  libraryFolder: string;
  adminUsername: string;
  /** Undefined when the owner leaves it to us. */
  adminPassword: string | undefined;
  /** Of the TURN server that Drop uses between networks; undefined: there is none. */
  turnPort: number | undefined;
  /** Of the server for televisions; undefined: there is none. */
  tvPort: number | undefined;
  /** What services read themselves, where the owner set it. */
  forServices: ServiceSettings;
}

const names = SETTING_NAMES.filter((name) => (OWNER_SETTINGS[name] as Setting).only !== 'containers');

/** Reads the settings once. Throws StartupProblem. */
export function parseSettings(environment: Record<string, string | undefined>, root: string): Settings {
  const parsed = readSettings(names, environment);
  const isOfServices = (name: keyof typeof OWNER_SETTINGS) =>
    OWNER_SETTINGS[name].readers.some((reader) => reader !== 'start' && reader !== 'keeper');
  return Object.freeze({
    port: parsed.HEARTH_PORT,
    httpPort: parsed.HEARTH_HTTP_PORT === 0 ? undefined : parsed.HEARTH_HTTP_PORT,
    isHttpPortChosen: Boolean(environment['HEARTH_HTTP_PORT']),
    bind: parsed.HEARTH_BIND,
    dataFolder: resolve(root, parsed.HEARTH_DATA),
    libraryFolder: resolve(root, parsed.HEARTH_LIBRARY),
    adminUsername: parsed.HEARTH_ADMIN_USERNAME,
    adminPassword: parsed.HEARTH_ADMIN_PASSWORD,
    turnPort: parsed.HEARTH_TURN_PORT,
    tvPort: parsed.HEARTH_TV === '1' ? TV_PORT : undefined,
    forServices: Object.fromEntries(
      names
        .filter((name) => isOfServices(name) && environment[name])
        .map((name) => [name, environment[name]]),
    ),
  });
}

/** The environment over the checkout's `.env` file. */
export function loadSettings(
  root = workspaceRoot,
  environment: Record<string, string | undefined> = process.env,
): Settings {
  const dotEnvPath = resolve(root, '.env');
  const fromFile = existsSync(dotEnvPath) ? parseEnv(readFileSync(dotEnvPath, 'utf8')) : {};
  return parseSettings({ ...fromFile, ...environment }, root);
}
