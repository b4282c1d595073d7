import { useQuery } from '@tanstack/react-query';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import styles from './AddressCode.module.css';

interface AddressCodeProps {
  readonly address: string;
  /** What is said of it, between the code and the address. */
  readonly hint: string;
}

/** An address to scan with another device's camera. The code is drawn in this page: who scans it learns of it, and nobody else. */
export function AddressCode({ address, hint }: AddressCodeProps) {
  const qr = useQuery({
    queryKey: ['qr', address],
    queryFn: async () => (await import('qrcode')).default.toString(address, { type: 'svg', margin: 2 }),
    gcTime: 0,
  });
  return (
    <>
      {qr.data !== undefined && (
        <img
          className={styles.code}
          src={`data:image/svg+xml,${encodeURIComponent(qr.data)}`}
          alt="Code to scan with a camera"
        />
      )}
      <p className="hint">{hint}</p>
      <output className={styles.address}>{address}</output>
    </>
  );
}

/** Puts an address where it can be pasted from. */
export function CopyAddress({ address }: { readonly address: string }) {
  const [isCopied, setCopied] = useState(false);
  const Icon = isCopied ? Check : Copy;
  return (
    <button
      type="button"
      className="button"
      onClick={() => void navigator.clipboard.writeText(address).then(() => setCopied(true))}
    >
      <Icon size={18} aria-hidden />
      {isCopied ? 'Copied' : 'Copy'}
    </button>
  );
}
