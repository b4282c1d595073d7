import { useEffect, useState } from 'react';
import { RadioCards } from '../../design/RadioCards.tsx';
import { Sheet } from '../../design/Sheet.tsx';
import type { CameraWishes } from './camera.ts';
import styles from './CameraSheet.module.css';

const RATES = [
  { value: '10', label: '10', text: 'Least' },
  { value: '15', label: '15', text: 'Usual' },
  { value: '24', label: '24', text: 'Film' },
  { value: '30', label: '30', text: 'Quick moves' },
] as const;
type Rate = (typeof RATES)[number]['value'];

interface CameraSheetProps {
  readonly wishes: CameraWishes;
  readonly stream: MediaStream | undefined;
  readonly onWish: (some: Partial<CameraWishes>) => void;
  readonly onClose: () => void;
}

/** Which lens, how many pictures a second, and whether to save data. Not while a take runs: its film has one size. */
export function CameraSheet({ wishes, stream, onWish, onClose }: CameraSheetProps) {
  const lenses = useLenses(stream);
  const used = stream?.getVideoTracks()[0]?.getSettings().deviceId;
  return (
    <Sheet title="Picture" onClose={onClose}>
      <div className={styles.wishes}>
        {lenses.length > 1 && (
          <label className="label">
            Lens
            <select
              className="field"
              value={wishes.deviceId ?? used ?? ''}
              onChange={({ currentTarget }) => onWish({ deviceId: currentTarget.value })}
            >
              {lenses.map(({ deviceId, label }, index) => (
                <option key={deviceId} value={deviceId}>
                  {label || `Camera ${index + 1}`}
                </option>
              ))}
            </select>
          </label>
        )}
        <div className={styles.rates}>
          <RadioCards
            legend="Pictures a second"
            name="rate"
            options={RATES}
            value={String(wishes.framesPerSec) as Rate}
            onChange={(rate) => onWish({ framesPerSec: Number(rate) })}
          />
        </div>
        <label className={styles.saving}>
          <input
            type="checkbox"
            checked={wishes.isLowBandwidth}
            onChange={({ currentTarget }) => onWish({ isLowBandwidth: currentTarget.checked })}
          />
          <span>
            Save data
            <span className="hint">640×360, at most 10 pictures a second: about 1 Mbit/s in place of 4.</span>
          </span>
        </label>
        <button type="button" className="button button-primary" onClick={onClose}>
          Done
        </button>
      </div>
    </Sheet>
  );
}

/** The cameras of this phone; they have names once one was opened. */
function useLenses(stream: MediaStream | undefined): readonly MediaDeviceInfo[] {
  const [lenses, setLenses] = useState<readonly MediaDeviceInfo[]>([]);
  useEffect(() => {
    let isOver = false;
    navigator.mediaDevices
      .enumerateDevices()
      .then((all) => !isOver && setLenses(all.filter(({ kind }) => kind === 'videoinput')))
      .catch(() => undefined);
    return () => {
      isOver = true;
    };
  }, [stream]);
  return lenses;
}
