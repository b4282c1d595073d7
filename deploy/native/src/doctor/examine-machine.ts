import { X509Certificate } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  globSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  statfsSync,
} from 'node:fs';
import { join } from 'node:path';
import { listDataFolders } from '../data-folders.ts';
import { checkEdgePorts, findHttpPort } from '../edge-port.ts';
import type { Settings } from '../settings.ts';
import { listMissingTools } from '../system-tools.ts';
import { RENEW_BEFORE_DAYS, certificateFiles, daysLeft } from '../tls/certificates.ts';
import { listLanAddresses } from '../tls/lan-addresses.ts';
import { judgeCertificate, judgeClock, judgeSpace, judgeWatches, type Finding } from './findings.ts';

export async function examineTools(): Promise<Finding> {
  const missing = await listMissingTools(['run']);
  if (missing.length === 0) return { what: 'programs', detail: 'all there' };
  const packages = [...new Set(missing.map((tool) => tool.package))].join(' ');
  return {
    what: 'programs',
    problem: `missing: ${missing.map(({ tool }) => tool).join(', ')}`,
    cure: `sudo apt-get install --no-install-recommends ${packages}`,
  };
}

export async function examinePort(settings: Settings, isOurs: boolean): Promise<Finding> {
  const { port, bind } = settings;
  const httpPort = isOurs ? settings.httpPort : await findHttpPort(settings);
  const ports = [port, httpPort].filter((each) => each !== undefined);
  if (isOurs) return { what: 'port', detail: `${ports.join(' and ')}, in use by Hearth itself` };
  try {
    await checkEdgePorts(bind, port, httpPort);
    return { what: 'port', detail: `${ports.join(' and ')} free` };
  } catch (error) {
    return {
      what: 'port',
      problem: (error as Error).message,
      cure: '"ss -ltnp" says by which; or set that name in .env',
    };
  }
}

export function examineFolder(what: string, variable: string, path: string): Finding {
  if (!existsSync(path)) return { what, detail: `${path} will be made at the first start` };
  try {
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return judgeSpace(what, path, freeBytesOf(path));
  } catch {
    return {
      what,
      problem: `${path} cannot be read and written by this user`,
      cure: `sudo chown -R "$(id -u):$(id -g)" ${path}; or set ${variable}`,
    };
  }
}

export function freeBytesOf(path: string): number {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}

export function examineWatches(): Finding {
  return judgeWatches(Number(readFileSync('/proc/sys/fs/inotify/max_user_watches', 'utf8')));
}

/** The time by the disk of the library, which may be another machine's; undefined where nothing may be written. */
function askLibraryForTime(libraryFolder: string): Date | undefined {
  const own = join(libraryFolder, '.hearth');
  try {
    const probe = mkdtempSync(join(own, 'clock-'));
    const { mtime } = statSync(probe);
    rmSync(probe, { recursive: true });
    return mtime;
  } catch {
    return undefined;
  }
}

export function examineClock({ dataFolder, libraryFolder }: Settings): Finding {
  const { logs, run } = listDataFolders(dataFolder);
  const times = globSync([`${logs}/*.log`, `${run}/state.json`]).map((path) => statSync(path).mtimeMs);
  return judgeClock({
    now: new Date(),
    lastWritten: times.length === 0 ? undefined : new Date(Math.max(...times)),
    libraryNow: askLibraryForTime(libraryFolder),
  });
}

export function examineCertificate({ dataFolder }: Settings): Finding {
  const { certificate } = certificateFiles(listDataFolders(dataFolder).tls);
  try {
    const left = daysLeft(new X509Certificate(readFileSync(certificate)), new Date());
    return judgeCertificate(left, RENEW_BEFORE_DAYS, './hearth up');
  } catch {
    return existsSync(certificate)
      ? {
          what: 'certificate',
          problem: `${certificate} cannot be read`,
          cure: 'look at it as the user who started Hearth',
        }
      : { what: 'certificate', detail: 'will be made at the first start' };
  }
}

export function examineNetwork(): Finding {
  const [address] = listLanAddresses();
  if (address !== undefined) return { what: 'network', detail: `phones reach this machine at ${address}` };
  return {
    what: 'network',
    problem: 'this machine has no address but its own',
    cure: 'connect it to the house’s network',
  };
}
