import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';
import { findCorrelationId } from './correlation.js';

/** Never in a log, wherever they stand. */
const SECRETS = ['password', 'token', 'refreshToken', 'authorization', 'cookie'];

/** One JSON object a line on standard output: time, level, service, correlationId, context, msg. */
export function createLogger(service: string, level: string): Logger {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`]), censor: '[secret]' },
    mixin: () => {
      const correlationId = findCorrelationId();
      return correlationId ? { correlationId } : {};
    },
  });
}

/** Sends what Nest and our own `Logger` instances say through pino. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  /** Nest calls with `(message, stack?, context?)`; ours with `(message, error?)`. */
  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  private write(
    level: 'info' | 'warn' | 'debug' | 'trace' | 'fatal' | 'error',
    message: unknown,
    rest: unknown[],
  ): void {
    const context = typeof rest.at(-1) === 'string' ? (rest.at(-1) as string) : undefined;
    const details = context === undefined ? rest : rest.slice(0, -1);
    const err = [message, ...details].find((item) => item instanceof Error);
    const stack = details.find((item) => typeof item === 'string');
    const fields = details.find(
      (item): item is object => typeof item === 'object' && item !== null && item !== err,
    );
    this.logger[level](
      { ...fields, ...(context && { context }), ...(err && { err }), ...(stack ? { stack } : {}) },
      message instanceof Error ? message.message : String(message),
    );
  }
}
