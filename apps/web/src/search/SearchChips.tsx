import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import styles from './SearchChips.module.css';
import { withPart, type SearchFilter } from './search-filter.ts';
import { formatCount, KINDS } from './use-counts.ts';

interface SearchChipsProps {
  readonly filter: SearchFilter;
  readonly counts: ReadonlyMap<string, number | undefined>;
  readonly onChange: (filter: SearchFilter) => void;
}

const MANY_BYTES = '100000000';
const LONG_SEC = '600';

/** Filters that a touch sets or takes away. */
const TOGGLES: readonly {
  readonly name: keyof SearchFilter;
  readonly value: string;
  readonly label: string;
}[] = [
  { name: 'favourite', value: 'true', label: 'Favourites' },
  { name: 'withinHours', value: '24', label: 'Last 24 hours' },
  { name: 'withinHours', value: '168', label: 'Last 7 days' },
  { name: 'minSizeBytes', value: MANY_BYTES, label: 'Over 100 MB' },
  { name: 'minDurationSec', value: LONG_SEC, label: 'Over 10 minutes' },
];
/** Filters that come by an address, from a file's facts; they can only be taken away. */
const GIVEN = ['tag', 'camera', 'from', 'to', 'uploader', 'device'] as const;
const GIVEN_WORDS: Record<(typeof GIVEN)[number], (value: string) => string> = {
  tag: (value) => `Tag: ${value}`,
  camera: (value) => `Camera: ${value}`,
  from: (value) => `From ${value}`,
  to: (value) => `To ${value}`,
  uploader: () => 'Brought in by one person',
  device: () => 'From one device',
};

/** What to narrow a search to, with how many of each kind there are. */
export function SearchChips({ filter, counts, onChange }: SearchChipsProps) {
  const group = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const pressed = group.current?.querySelector('[aria-pressed="true"]');
    pressed?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [filter]);
  return (
    <div ref={group} className={styles.chips} role="group" aria-label="Narrow the search">
      {GIVEN.map((name) => {
        const value = filter[name];
        return value === undefined ? null : (
          <button
            key={name}
            type="button"
            className="chip"
            aria-pressed
            onClick={() => onChange(withPart(filter, name, undefined))}
          >
            <bdi>{GIVEN_WORDS[name](value)}</bdi> <X size={15} aria-hidden />
          </button>
        );
      })}
      {KINDS.map(({ type, label }) => (
        <button
          key={type}
          type="button"
          className="chip"
          aria-pressed={filter.type === type}
          onClick={() => onChange(withPart(filter, 'type', filter.type === type ? undefined : type))}
        >
          {label} <span className="figures">{formatCount(counts.get(type))}</span>
        </button>
      ))}
      {TOGGLES.map(({ name, value, label }) => (
        <button
          key={label}
          type="button"
          className="chip"
          aria-pressed={filter[name] === value}
          onClick={() => onChange(withPart(filter, name, filter[name] === value ? undefined : value))}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
