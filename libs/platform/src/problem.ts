import { PROBLEMS, type ProblemBody, type ProblemCode } from '@hearth/contracts';

interface ProblemDetails {
  /** A sentence for people about this very case; never an internal message. */
  readonly detail?: string;
  readonly fields?: ProblemBody['fields'];
  /** Response headers that belong to the problem, `retry-after` or `content-range`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For the log alone. */
  readonly cause?: unknown;
}

/** A request that fails in one of the ways of `PROBLEMS`. */
export class HearthError extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly details: ProblemDetails = {},
  ) {
    super(details.detail ?? PROBLEMS[code].title, { cause: details.cause });
    this.name = 'HearthError';
  }

  /** The body of RFC 9457, section 3. */
  toBody(requestId?: string): ProblemBody {
    const { status, title } = PROBLEMS[this.code];
    const { detail, fields } = this.details;
    return {
      type: `urn:hearth:problem:${this.code}`,
      title,
      status,
      code: this.code,
      ...(detail && { detail }),
      ...(fields && { fields }),
      ...(requestId && { requestId }),
    };
  }
}
