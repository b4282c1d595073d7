import { Compose } from '../compose.ts';
import { describeFinding, type Finding } from '../doctor/findings.ts';
import {
  examineCertificate,
  examineClock,
  examineFolder,
  examineNetwork,
  examinePort,
  examineTools,
  examineWatches,
} from '../doctor/examine-machine.ts';
import { examineLogins } from '../doctor/examine-services.ts';
import { examineContainedStack, examineParts } from '../doctor/examine-stack.ts';
import { loadSettings, type Settings } from '../settings.ts';
import { findRunningSupervisor } from '../supervisor/instance-lock.ts';

async function examineNativeStart(settings: Settings, isRunning: boolean): Promise<Finding[]> {
  return [
    await examineTools(),
    examineFolder('data', 'HEARTH_DATA', settings.dataFolder),
    examineCertificate(settings),
    ...(isRunning ? await examineParts(settings) : []),
  ];
}

/** Looks at the machine and says for each thing whether it is well, or what is wrong and what helps. */
export async function doctor(): Promise<number> {
  const settings = loadSettings();
  const compose = new Compose();
  const isRunning = findRunningSupervisor(settings.dataFolder) !== undefined;
  const isInContainers = !isRunning && (await compose.listRunning()).length > 0;
  const findings = [
    await examinePort(settings, isRunning || isInContainers),
    examineFolder('library', 'HEARTH_LIBRARY', settings.libraryFolder),
    examineWatches(),
    examineClock(settings),
    examineNetwork(),
    ...(isInContainers
      ? await examineContainedStack(compose)
      : await examineNativeStart(settings, isRunning)),
    ...(isRunning || isInContainers ? await examineLogins(settings) : []),
  ];
  for (const finding of findings) process.stdout.write(`${describeFinding(finding)}\n`);
  return findings.some(({ problem }) => problem !== undefined) ? 1 : 0;
}
