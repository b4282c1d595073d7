import { spawn, type ChildProcess } from 'node:child_process';

/**
 * A tiny shell that outlives us by a moment. It hears over a pipe which process groups are ours; when the pipe closes
 * because this process was killed, it kills whatever groups are left. PR_SET_PDEATHSIG alone would reach only direct
 * children: nginx's workers and a service's ffmpeg would live on and keep their ports and files.
 */
const GUARDIAN_SCRIPT = `
groups=' '
while read -r change group; do
  if [ "$change" = watch ]; then groups="$groups$group "
  else groups="\${groups%% $group *} \${groups#* $group }"; fi
done
for group in $groups; do kill -s KILL -- "-$group" 2>/dev/null; done
`;

let guardian: ChildProcess | undefined;

function tell(change: 'watch' | 'release', groupId: number): void {
  if (guardian === undefined || guardian.exitCode !== null || guardian.signalCode !== null) {
    guardian = spawn('/bin/sh', ['-c', GUARDIAN_SCRIPT], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      cwd: '/',
    });
    guardian.unref();
    guardian.stdin?.on('error', () => undefined);
    (guardian.stdin as unknown as { unref(): void }).unref();
  }
  guardian.stdin?.write(`${change} ${groupId}\n`);
}

/** From now on this process group dies with us, whatever kills us. */
export function watchGroup(groupId: number): void {
  tell('watch', groupId);
}

/** The group has ended; its number may soon be somebody else's. */
export function releaseGroup(groupId: number): void {
  tell('release', groupId);
}
