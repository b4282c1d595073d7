import { AddressCode, CopyAddress } from './AddressCode.tsx';
import styles from './AddressCode.module.css';
import { Sheet } from './Sheet.tsx';

interface AddressSheetProps {
  readonly title: string;
  readonly address: string;
  readonly hint: string;
  readonly onClose: () => void;
}

/** Shows an address of this hub to the camera of a device beside. */
export function AddressSheet({ title, address, hint, onClose }: AddressSheetProps) {
  return (
    <Sheet title={title} onClose={onClose}>
      <div className={`form ${styles.centred}`}>
        <AddressCode address={address} hint={hint} />
        <div className="choices">
          <CopyAddress address={address} />
          <button type="button" className="button" onClick={onClose}>
            Close
          </button>
        </div>
      </div>
    </Sheet>
  );
}
