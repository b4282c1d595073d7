import type { Mic } from 'lucide-react';
import styles from './FilmingPhone.module.css';

interface ControlProps {
  readonly icon: typeof Mic;
  readonly label: string;
  readonly isPressed?: boolean;
  readonly isDisabled?: boolean;
  readonly onPress: () => void;
}

/** One of the buttons under a phone's picture. */
export function Control({ icon: Icon, label, isPressed, isDisabled, onPress }: ControlProps) {
  return (
    <button
      type="button"
      className={styles.control}
      aria-pressed={isPressed}
      disabled={isDisabled}
      onClick={onPress}
    >
      <Icon size={22} aria-hidden />
      {label}
    </button>
  );
}
