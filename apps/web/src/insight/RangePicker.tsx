import { RANGES, type Range } from '@hearth/contracts';
import styles from './RangePicker.module.css';

const WORDS: Record<Range, string> = {
  '24h': '24 hours',
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
  '365d': 'Year',
  all: 'All time',
};

interface RangePickerProps {
  readonly value: Range;
  readonly onChange: (range: Range) => void;
}

export function RangePicker({ value, onChange }: RangePickerProps) {
  return (
    <div className={styles.ranges} role="group" aria-label="Time span">
      {RANGES.map((range) => (
        <button
          key={range}
          type="button"
          className="chip"
          aria-pressed={range === value}
          onClick={() => onChange(range)}
        >
          {WORDS[range]}
        </button>
      ))}
    </div>
  );
}
