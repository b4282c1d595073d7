import { Compose } from '../compose.ts';
import type { Settings } from '../settings.ts';
import { findRunningSupervisor } from '../supervisor/instance-lock.ts';
import type { BackupSource } from './backup.ts';
import {
  collectFromContainers,
  isThereInContainers,
  noteInContainers,
  restoreIntoContainers,
} from './contained-stack.ts';
import { collectNatively, isThereNatively, noteNatively, restoreNatively } from './native-stack.ts';

export function nativeStack({ dataFolder }: Pick<Settings, 'dataFolder'>): BackupSource {
  return {
    collect: (target) => collectNatively(dataFolder, target),
    note: (scratch) => noteNatively(dataFolder, scratch),
    isThere: () => isThereNatively(dataFolder),
    restore: (source) => restoreNatively(dataFolder, source),
  };
}

export function containedStack(compose = new Compose()): BackupSource {
  return {
    collect: (target) => collectFromContainers(compose, target),
    note: (scratch) => noteInContainers(compose, scratch),
    isThere: () => isThereInContainers(compose),
    async restore(source) {
      await restoreIntoContainers(compose, source);
      return undefined;
    },
  };
}

/** How Hearth is started here: what runs counts first, then what there is; undefined when there is neither. */
export async function findKindOfStart(settings: Settings): Promise<'native' | 'containers' | undefined> {
  if (findRunningSupervisor(settings.dataFolder) !== undefined) return 'native';
  const compose = new Compose();
  if ((await compose.listRunning()).length > 0) return 'containers';
  if (isThereNatively(settings.dataFolder)) return 'native';
  return (await isThereInContainers(compose)) ? 'containers' : undefined;
}
