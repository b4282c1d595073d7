import { readdirSync, readFileSync } from 'node:fs';

/** Ids of all processes of these sessions; each part leads a session of its own. */
export function findProcessesOfSessions(sessions: ReadonlySet<number>): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        // Behind the name, which may hold anything: state, parent, group, session. See proc(5).
        const [state, , , session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        // A zombie has ended; it waits to be told to whoever took it over, which we are not.
        return state !== 'Z' && sessions.has(Number(session));
      } catch {
        return false;
      }
    })
    .map(Number);
}
