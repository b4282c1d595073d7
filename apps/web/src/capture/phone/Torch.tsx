import { Flashlight } from 'lucide-react';
import { useState } from 'react';
import { Control } from './Control.tsx';

/** What Chrome on Android adds to a camera's track. */
interface TorchTrack {
  getCapabilities?(): { torch?: boolean };
}

/** Where the browser can switch it. */
export function Torch({ stream }: { readonly stream: MediaStream }) {
  const [isOn, setOn] = useState(false);
  const [track] = stream.getVideoTracks();
  if (!(track as TorchTrack | undefined)?.getCapabilities?.().torch) return null;
  return (
    <Control
      icon={Flashlight}
      label="Torch"
      isPressed={isOn}
      onPress={() => {
        void track
          ?.applyConstraints({ advanced: [{ torch: !isOn } as MediaTrackConstraintSet] })
          .then(() => setOn(!isOn));
      }}
    />
  );
}
