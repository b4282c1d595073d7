import { RadioCards } from '../design/RadioCards.tsx';
import { chooseSaving, useSavingChoice } from './use-saving.ts';

const OPTIONS = [
  { value: 'off', label: 'Off', text: 'Everything as it is.' },
  {
    value: 'slow',
    label: 'On slow lines',
    text: 'When the browser is told to save data, or says that the line is slow.',
  },
  { value: 'always', label: 'Always', text: 'The original is a tap away.' },
] as const;

/** Whether this device is sent smaller copies of pictures and films. */
export function SavingChoice() {
  return (
    <RadioCards
      legend="Smaller copies on this device"
      name="saving"
      options={OPTIONS}
      value={useSavingChoice()}
      onChange={chooseSaving}
    />
  );
}
