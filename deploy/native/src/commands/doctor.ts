import { accessSync, constants, existsSync, readFileSync, statfsSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import { checkEdgePort } from '../edge-port.ts';
import { loadSettings, type Settings } from '../settings.ts';
import { findRunningSupervisor } from '../supervisor/instance-lock.ts';
import { listMissingTools } from '../system-tools.ts';
import { RENEW_BEFORE_DAYS, certificateFiles, daysLeft } from '../tls/certificates.ts';
import { listLanAddresses } from '../tls/lan-addresses.ts';
import { listDataFolders } from '../data-folders.ts';

interface Finding {
  what: string;
  /** Undefined when all is well. */
  problem?: string;
  cure?: string;
  detail?: string;
}

const MIN_FREE_BYTES = 2 * 1024 ** 3;
const MIN_INOTIFY_WATCHES = 65_536;
// Long before Hearth was written: a clock that says so was never set.
const EARLIEST_CREDIBLE_DATE = new Date('2026-01-01');

async function examineTools(): Promise<Finding> {
  const missing = await listMissingTools(['run']);
  if (missing.length === 0) return { what: 'programs', detail: 'all there' };
  const packages = [...new Set(missing.map((tool) => tool.package))].join(' ');
  return {
    what: 'programs',
    problem: `missing: ${missing.map(({ tool }) => tool).join(', ')}`,
    cure: `sudo apt-get install --no-install-recommends ${packages}`,
  };
}

async function examinePort({ port, bind, dataFolder }: Settings): Promise<Finding> {
  if (findRunningSupervisor(dataFolder) !== undefined)
    return { what: 'port', detail: `${port}, in use by Hearth itself` };
  try {
    await checkEdgePort(bind, port);
    return { what: 'port', detail: `${port} is free` };
  } catch (error) {
    return { what: 'port', problem: (error as Error).message, cure: 'set HEARTH_PORT in .env' };
  }
}

function examineFolder(what: string, variable: string, path: string): Finding {
  if (!existsSync(path)) return { what, detail: `${path} will be made at the first start` };
  try {
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return {
      what,
      problem: `${path} cannot be read and written by this user`,
      cure: `change its owner, or set ${variable}`,
    };
  }
  const { bavail, bsize } = statfsSync(path);
  const freeBytes = bavail * bsize;
  const free = `${(freeBytes / 1024 ** 3).toFixed(1)} GiB free`;
  if (freeBytes < MIN_FREE_BYTES)
    return { what, problem: `${path} has only ${free}`, cure: 'make room on that disk' };
  return { what, detail: `${path}, ${free}` };
}

function examineWatches(): Finding {
  const limit = Number(readFileSync('/proc/sys/fs/inotify/max_user_watches', 'utf8'));
  if (limit >= MIN_INOTIFY_WATCHES) return { what: 'inotify watches', detail: String(limit) };
  return {
    what: 'inotify watches',
    problem: `the limit is ${limit}; changes in a library with more folders are found only by the regular scan`,
    cure: `sudo sysctl fs.inotify.max_user_watches=524288`,
  };
}

function examineClock(now: Date): Finding {
  if (now >= EARLIEST_CREDIBLE_DATE) return { what: 'clock', detail: now.toISOString() };
  return {
    what: 'clock',
    problem: `it says ${now.toISOString()}`,
    cure: 'set it, for example with "sudo timedatectl set-ntp true"',
  };
}

function examineCertificate({ dataFolder }: Settings, now: Date): Finding {
  const { certificate } = certificateFiles(listDataFolders(dataFolder).tls);
  try {
    const left = daysLeft(new X509Certificate(readFileSync(certificate)), now);
    if (left >= RENEW_BEFORE_DAYS) return { what: 'certificate', detail: `${left} days left` };
    return { what: 'certificate', problem: `only ${left} days left`, cure: './hearth up renews it' };
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

function examineNetwork(): Finding {
  const [address] = listLanAddresses();
  if (address !== undefined) return { what: 'network', detail: `phones reach this machine at ${address}` };
  return {
    what: 'network',
    problem: 'this machine has no address but its own',
    cure: 'connect it to the house’s network',
  };
}

/** Looks at the machine and says for each thing whether it is well, or what is wrong and what helps. */
export async function doctor(): Promise<number> {
  const settings = loadSettings();
  const now = new Date();
  const findings = [
    await examineTools(),
    await examinePort(settings),
    examineFolder('library', 'HEARTH_LIBRARY', settings.libraryFolder),
    examineFolder('data', 'HEARTH_DATA', settings.dataFolder),
    examineWatches(),
    examineClock(now),
    examineCertificate(settings, now),
    examineNetwork(),
  ];
  for (const { what, problem, cure, detail } of findings) {
    const line =
      problem === undefined
        ? `ok       ${what}: ${detail}`
        : `PROBLEM  ${what}: ${problem}\n         cure: ${cure}`;
    process.stdout.write(`${line}\n`);
  }
  return findings.some(({ problem }) => problem !== undefined) ? 1 : 0;
}
