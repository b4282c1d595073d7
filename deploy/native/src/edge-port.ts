import { tryToListen } from './processes/free-port.ts';
import type { Settings } from './settings.ts';
import { StartupProblem } from './startup-problem.ts';

/** Stops the start with one clear line, which names the setting, when a port of the edge cannot be had. */
async function checkEdgePort(
  bind: string | undefined,
  port: number,
  setting: 'HEARTH_PORT' | 'HEARTH_HTTP_PORT' = 'HEARTH_PORT',
): Promise<void> {
  const orNone = setting === 'HEARTH_HTTP_PORT' ? ' (0: do without it)' : '';
  for (const host of bind === undefined ? ['0.0.0.0', '::'] : [bind]) {
    const outcome = await tryToListen(host, port);
    if (outcome.free) continue;
    switch (outcome.reason) {
      case 'EADDRINUSE':
        throw new StartupProblem(
          `Port ${port} is taken by another program: stop it, or choose another port with ${setting}${orNone}.`,
        );
      case 'EACCES':
        throw new StartupProblem(
          `Port ${port} may only be used by root: choose one above 1023 with ${setting}${orNone}.`,
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

/** Both ports of the edge: that of Hearth itself, and that of plain HTTP where there is one. */
export async function checkEdgePorts(
  bind: string | undefined,
  port: number,
  httpPort: number | undefined,
): Promise<void> {
  await checkEdgePort(bind, port);
  if (httpPort === undefined) return;
  if (httpPort === port) {
    throw new StartupProblem(
      `HEARTH_HTTP_PORT is ${port} like HEARTH_PORT: choose another one, or 0 to do without it.`,
    );
  }
  await checkEdgePort(bind, httpPort, 'HEARTH_HTTP_PORT');
}

/** The port of plain HTTP for this start: one that nobody chose is done without when another program has it. */
export async function findHttpPort({
  bind,
  port,
  httpPort,
  isHttpPortChosen,
}: Pick<Settings, 'bind' | 'port' | 'httpPort' | 'isHttpPortChosen'>): Promise<number | undefined> {
  if (httpPort === undefined || isHttpPortChosen) return httpPort;
  if (httpPort === port) return undefined;
  try {
    await checkEdgePort(bind, httpPort, 'HEARTH_HTTP_PORT');
    return httpPort;
  } catch (error) {
    if (error instanceof StartupProblem) return undefined;
    throw error;
  }
}
