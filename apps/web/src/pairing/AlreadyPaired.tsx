import { Smartphone } from 'lucide-react';
import { Link } from 'wouter';
import { Face } from '../design/Face.tsx';
import { findPairedDevice } from '../session/paired-device.ts';

export function AlreadyPaired({ onPairAnew }: { readonly onPairAnew: () => void }) {
  const name = findPairedDevice();
  return (
    <Face
      icon={Smartphone}
      title="This device is paired already"
      level={1}
      actions={
        <>
          <Link href="/" className="button button-primary" replace>
            Open the library
          </Link>
          <button type="button" className="button" onClick={onPairAnew}>
            Pair it again
          </button>
        </>
      }
    >
      <p>
        {name === undefined ? 'It is in.' : `It is in as “${name}”.`} To give it another name or role, use
        Devices on the hub.
      </p>
    </Face>
  );
}
