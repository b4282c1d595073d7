import { useId } from 'react';

const BYTES_PER_GB = 1e9;
const NAME = 'quotaGb';

/** How much of somebody's the hub keeps. */
export function QuotaField({ quotaBytes }: { readonly quotaBytes: number | null }) {
  const hintId = useId();
  return (
    <label className="label">
      May keep at most, in GB
      <input
        className="field"
        name={NAME}
        type="number"
        inputMode="decimal"
        min={0}
        max={1_000_000}
        step="any"
        defaultValue={quotaBytes === null ? '' : quotaBytes / BYTES_PER_GB}
        placeholder="As much as the disk holds"
        aria-describedby={hintId}
      />
      <span className="hint" id={hintId}>
        Of what they bring in, with what is in the bin. Empty: no limit.
      </span>
    </label>
  );
}

/** What was typed; null for nothing. */
export function readQuota(form: FormData): number | null {
  const typed = String(form.get(NAME) ?? '').trim();
  return typed === '' ? null : Math.round(Number(typed) * BYTES_PER_GB);
}
