import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './ChosenBar.module.css';
import { useSelection } from './use-selection.ts';

interface ChosenBarProps {
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

/** The bar over chosen files: how to let go of them, and what else can be done. */
export function ChosenBar({ children, className = '' }: ChosenBarProps) {
  const selection = useSelection();
  return (
    <div className={`${styles.bar} ${className}`} role="toolbar" aria-label="Selected files">
      <button
        type="button"
        className="icon-button"
        aria-label="Clear the selection"
        onClick={selection.clear}
      >
        <X size={22} aria-hidden />
      </button>
      {children}
    </div>
  );
}
