import { tryToListen } from './processes/free-port.ts';
import { StartupProblem } from './startup-problem.ts';

/** Stops the start with one clear line when the edge's port cannot be had. */
export async function checkEdgePort(bind: string | undefined, port: number): Promise<void> {
  for (const host of bind === undefined ? ['0.0.0.0', '::'] : [bind]) {
    const outcome = await tryToListen(host, port);
    if (outcome.free) continue;
    switch (outcome.reason) {
      case 'EADDRINUSE':
        throw new StartupProblem(
          `Port ${port} is taken by another program: stop it, or choose another port with HEARTH_PORT.`,
        );
      case 'EACCES':
        throw new StartupProblem(
          `Port ${port} may only be used by root: choose one above 1023 with HEARTH_PORT.`,
        );
      case 'EADDRNOTAVAIL':
      case 'EINVAL':
        // A machine without IPv6 has no "::".
        if (bind === undefined && host === '::') continue;
        throw new StartupProblem(`HEARTH_BIND is not an address of this machine.`);
      case 'EAFNOSUPPORT':
        if (bind === undefined) continue;
        throw new StartupProblem(`HEARTH_BIND is an IPv6 address, and this machine has no IPv6.`);
      default:
        throw new StartupProblem(`Port ${port} cannot be used: ${outcome.reason}.`);
    }
  }
}
