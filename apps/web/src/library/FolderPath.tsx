import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import styles from './FolderPath.module.css';

/** A folder's path and a button that copies it. */
export function FolderPath({ path }: { readonly path: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(path).catch(() => undefined); // It can still be read and typed.
    setCopied(true);
  };
  return (
    <p className={styles.path}>
      <code>{path}</code>
      <button
        type="button"
        className="icon-button"
        aria-label={isCopied ? 'Copied' : 'Copy the path'}
        onClick={() => void copy()}
      >
        {isCopied ? <Check size={18} aria-hidden /> : <Copy size={18} aria-hidden />}
      </button>
    </p>
  );
}
