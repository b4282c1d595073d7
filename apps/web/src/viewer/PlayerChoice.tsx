import type { ReactNode } from 'react';
import styles from './PlayerChoice.module.css';

interface PlayerChoiceProps {
  readonly label: string;
  readonly icon: ReactNode;
  /** Beside the icon, where there is room. */
  readonly text?: string;
  readonly options: readonly string[];
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
}

/** A button of the player that opens the browser's own list: every phone, keyboard and screen reader knows it. */
export function PlayerChoice({ label, icon, text, options, chosen, onChoose }: PlayerChoiceProps) {
  return (
    <span className={styles.choice}>
      {icon}
      {text !== undefined && (
        <span className={styles.text} aria-hidden>
          {text}
        </span>
      )}
      <select
        className={styles.list}
        aria-label={label}
        title={label}
        value={chosen}
        onChange={({ target }) => onChoose(Number(target.value))}
      >
        {options.map((option, index) => (
          <option key={index} value={index}>
            {option}
          </option>
        ))}
      </select>
    </span>
  );
}
