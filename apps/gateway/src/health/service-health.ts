import { lookup } from 'node:dns/promises';
import { isIPv6 } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { healthReport, type HealthReport } from '@hearth/contracts';
import { askService } from '@hearth/platform';

const ANSWER_TIMEOUT_MS = 2_000;
/** Where one address stands for all copies, the next question may reach another one than the copy that hangs. */
const ASK_AGAIN_AFTER_MS = 1_000;
const COPIES_ASKED = 8;

/** A service works where one copy of it does; what a copy that hangs means for people is nginx's to avoid. */
export async function askForHealth(url: string, findCopies = copiesOf): Promise<HealthReport> {
  const copies = await Promise.race([findCopies(url), sleep(ANSWER_TIMEOUT_MS, [], { ref: false })]).catch(
    () => [],
  );
  const settled = new AbortController();
  const asked = copies.length === 1 ? [ask(copies[0]), askLater(copies[0], settled.signal)] : copies.map(ask);
  const working = asked.map(async (answer) => {
    const report = await answer;
    if (report?.status !== 'ok') throw new Error('this copy does not work');
    return report;
  });
  const found = await Promise.any(working).catch(() => undefined);
  settled.abort();
  if (found) return found;
  const [failing] = (await Promise.all(asked)).filter((report) => report !== undefined);
  return failing ?? { status: 'failing', checks: { answers: { status: 'failing' } } };
}

/** One address for each copy that the name stands for. */
async function copiesOf(url: string): Promise<string[]> {
  const { hostname } = new URL(url);
  const found = await lookup(hostname.replace(/^\[|\]$/g, ''), { all: true });
  return found.slice(0, COPIES_ASKED).map(({ address }) => {
    const copy = new URL(url);
    copy.hostname = isIPv6(address) ? `[${address}]` : address;
    return copy.origin;
  });
}

/** Undefined where nothing that is a report comes in time. */
async function ask(url = ''): Promise<HealthReport | undefined> {
  try {
    return healthReport.parse((await askService(`${url}/health/ready`, ANSWER_TIMEOUT_MS)).body);
  } catch {
    return undefined;
  }
}

async function askLater(url: string | undefined, settled: AbortSignal): Promise<HealthReport | undefined> {
  const isDue = await sleep(ASK_AGAIN_AFTER_MS, true, { signal: settled }).catch(() => false);
  return isDue ? ask(url) : undefined;
}
