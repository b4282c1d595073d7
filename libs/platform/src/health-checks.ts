import { Injectable } from '@nestjs/common';
import type { HealthReport } from '@hearth/contracts';

type Check = () => Promise<void> | void;

const CHECK_TIMEOUT_MS = 2_000;

/** What a service needs in order to work. A check that throws, or takes longer than 2 s, is failing. */
@Injectable()
export class HealthChecks {
  private readonly checks = new Map<string, Check>();

  add(name: string, check: Check): void {
    this.checks.set(name, check);
  }

  async report(): Promise<HealthReport> {
    const results = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, await run(check)] as const),
    );
    const failing = results.some(([, { status }]) => status === 'failing');
    return { status: failing ? 'failing' : 'ok', checks: Object.fromEntries(results) };
  }
}

/** Whether it works, and what it is that does not; not why. */
export function withoutDetails({ status, checks }: HealthReport): HealthReport {
  return {
    status,
    checks: Object.fromEntries(
      Object.entries(checks).map(([name, check]) => [name, { status: check.status }]),
    ),
  };
}

async function run(check: Check): Promise<HealthReport['checks'][string]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer within 2 s')), CHECK_TIMEOUT_MS);
  });
  try {
    await Promise.race([check(), late]);
    return { status: 'ok' };
  } catch (error) {
    return { status: 'failing', detail: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}
