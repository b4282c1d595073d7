import { PROBLEMS, problemTypeOf, type ProblemBody, type ProblemCode } from '@hearth/contracts';

interface ProblemDetails {
  /** A sentence for people about this very case; never an internal message. */
  readonly detail?: string;
  readonly fields?: ProblemBody['fields'];
  /** Response headers that belong to the problem, `retry-after` or `content-range`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For the log alone. */
  readonly cause?: unknown;
}

/** What a client had shown and must not show again (RFC 6750, section 3.1). */
const REFUSED_TOKENS: ReadonlySet<ProblemCode> = new Set([
  'auth.token-invalid',
  'auth.token-expired',
  'auth.session-revoked',
]);

/** A request that fails in one of the ways of `PROBLEMS`. */
export class HearthError extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly details: ProblemDetails = {},
  ) {
    super(details.detail ?? PROBLEMS[code].title, { cause: details.cause });
    this.name = 'HearthError';
  }

  /** Response headers, all in lower case. Every 401 says how to sign in (RFC 9110, section 11.6.1). */
  toHeaders(): Record<string, string> {
    const challenge = REFUSED_TOKENS.has(this.code) ? 'Bearer error="invalid_token"' : 'Bearer';
    return {
      'cache-control': 'no-store',
      ...(PROBLEMS[this.code].status === 401 && { 'www-authenticate': challenge }),
      ...this.details.headers,
    };
  }

  /** The body of RFC 9457, section 3. */
  toBody(requestId?: string): ProblemBody {
    const { status, title } = PROBLEMS[this.code];
    const { detail, fields } = this.details;
    return {
      type: problemTypeOf(this.code),
      title,
      status,
      code: this.code,
      ...(detail && { detail }),
      ...(fields && { fields }),
      ...(requestId && { requestId }),
    };
  }
}
