/** What was looked at, and what is wrong with it: `problem` is undefined when all is well. */
export interface Finding {
  what: string;
  detail?: string;
  problem?: string;
  cure?: string;
}

const GIB = 1024 ** 3;
const MIN_FREE_BYTES = 2 * GIB;
const MIN_INOTIFY_WATCHES = 65_536;
// Long before Hearth was written: a clock that says so was never set.
const EARLIEST_CREDIBLE_DATE = new Date('2026-01-01');
// Tokens and codes bear this much.
const MAX_CLOCK_DIFFERENCE_MS = 30_000;
const MIN_ENGINE_VERSION = 25;

export function judgeSpace(what: string, path: string, freeBytes: number): Finding {
  const free = `${(freeBytes / GIB).toFixed(1)} GiB free`;
  if (freeBytes >= MIN_FREE_BYTES) return { what, detail: `${path}, ${free}` };
  return { what, problem: `${path} has only ${free}`, cure: 'make room on that disk' };
}

export function judgeWatches(limit: number): Finding {
  const what = 'inotify watches';
  if (limit >= MIN_INOTIFY_WATCHES) return { what, detail: String(limit) };
  return {
    what,
    problem: `the limit is ${limit}; changes in a library with more folders are found only by the regular scan`,
    cure: 'echo fs.inotify.max_user_watches=524288 | sudo tee /etc/sysctl.d/60-hearth.conf && sudo sysctl --system',
  };
}

export interface ClockFacts {
  now: Date;
  /** When something was last written here by our own hand, such as a log: never in the future. */
  lastWritten?: Date;
  /** What the disk of the library says the time is; another machine's, where it is a network share. */
  libraryNow?: Date;
}

export function judgeClock({ now, lastWritten, libraryNow }: ClockFacts): Finding {
  const what = 'clock';
  const cure = 'set it, for example with "sudo timedatectl set-ntp true"';
  if (now < EARLIEST_CREDIBLE_DATE) return { what, problem: `it says ${now.toISOString()}`, cure };
  if (lastWritten !== undefined && lastWritten.getTime() - now.getTime() > MAX_CLOCK_DIFFERENCE_MS)
    return {
      what,
      problem: `it says ${now.toISOString()}, but something was written here at ${lastWritten.toISOString()}`,
      cure,
    };
  const differenceMs = libraryNow === undefined ? 0 : libraryNow.getTime() - now.getTime();
  if (Math.abs(differenceMs) > MAX_CLOCK_DIFFERENCE_MS)
    return {
      what,
      problem: `the disk of the library is ${Math.round(differenceMs / 1000)} s away from this machine`,
      cure: 'set the clocks of both machines, for example with "sudo timedatectl set-ntp true"',
    };
  return { what, detail: now.toISOString() };
}

export function judgeCertificate(daysLeft: number, renewBeforeDays: number, renewal: string): Finding {
  const what = 'certificate';
  if (daysLeft >= renewBeforeDays) return { what, detail: `${daysLeft} days left` };
  const problem = daysLeft < 0 ? `it ran out ${-daysLeft} days ago` : `only ${daysLeft} days left`;
  return { what, problem, cure: `${renewal} renews it` };
}

export interface PartFacts {
  name: string;
  /** As its supervisor or Docker says: `healthy`, or what it is instead. */
  state: string;
  /** Why it does not answer on its port, where that was tried. */
  unreachable?: string;
}

export function judgePart({ name, state, unreachable }: PartFacts, logs: string): Finding {
  if (state === 'healthy' && unreachable === undefined) return { what: name, detail: 'runs and answers' };
  const problem = state === 'healthy' ? `it runs, but does not answer: ${unreachable}` : `it is ${state}`;
  return { what: name, problem, cure: `"${logs} ${name}" says why` };
}

/** What a part said last of why it cannot start, and what it says is to be done. */
export function findCure(log: string): Pick<Finding, 'problem' | 'cure'> {
  const [, problem, cure] = /.*^Hearth cannot start: ([^\n]*?\.)(?: ([^\n]*))?$/ms.exec(log) ?? [];
  return { ...(problem !== undefined && { problem }), ...(cure !== undefined && { cure }) };
}

/** Too few to tell anything by. */
const MIN_REQUESTS = 20;

/** Where the engine hands connections on by its userland proxy, everybody bears the address of its bridge. */
export function judgeProxy(requests: number, ofTheBridge: number): Finding {
  const what = "clients' addresses";
  if (requests < MIN_REQUESTS || ofTheBridge < 0.9 * requests) return { what, detail: 'come through' };
  return {
    what,
    problem:
      `${ofTheBridge} of the last ${requests} requests bear the address of Docker's bridge: whoever is behind it shares one ` +
      'limit for signing in and for connections (of this machine itself that is so always)',
    cure:
      'put "userland-proxy": false into /etc/docker/daemon.json, "ip6tables": true as well where there is IPv6, and restart ' +
      'Docker; a rootless engine needs the port driver slirp4netns',
  };
}

/** Whether each service gets into its stores with the login that the keeper gave it. */
export function judgeLogins(service: string, failing: readonly string[]): Finding {
  const what = `logins of ${service}`;
  if (failing.length === 0) return { what, detail: 'its stores let it in' };
  return {
    what,
    problem: `it does not get into ${failing.join(' and ')}`,
    cure: `"docker compose restart ${failing.join(' ')}", which then reads the logins anew; "docker compose logs ${service}" says more`,
  };
}

export function judgeEngine(version: string): Finding {
  const what = 'Docker';
  if (Number.parseInt(version, 10) >= MIN_ENGINE_VERSION) return { what, detail: `engine ${version}` };
  return {
    what,
    problem: `engine ${version} is too old`,
    cure: `install version ${MIN_ENGINE_VERSION} or newer (https://docs.docker.com/engine/install)`,
  };
}

export function describeFinding({ what, problem, cure, detail }: Finding): string {
  return problem === undefined
    ? `ok       ${what}: ${detail}`
    : `PROBLEM  ${what}: ${problem}\n         cure: ${cure}`;
}
