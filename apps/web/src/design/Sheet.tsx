import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import styles from './Sheet.module.css';

interface SheetProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A modal sheet: from below on a phone, in the middle of a desktop. The browser's dialog keeps the focus inside. */
export function Sheet({ title, onClose, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // The first field would open a phone's keyboard over the sheet before anybody has read it.
    const isByFinger = matchMedia('(pointer: coarse)').matches;
    const field = isByFinger ? null : element?.querySelector<HTMLElement>('.field');
    (field ?? element?.querySelector('h2'))?.focus();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles.sheet}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <h2 id={titleId} className={styles.title} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </dialog>
  );
}
