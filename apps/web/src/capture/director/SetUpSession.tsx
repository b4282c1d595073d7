import { createCaptureSession, type CaptureMode, type OutputOf } from '@hearth/contracts';
import { useMutation } from '@tanstack/react-query';
import { Clapperboard } from 'lucide-react';
import { useState } from 'react';
import { Complaint } from '../../design/Complaint.tsx';
import { RadioCards } from '../../design/RadioCards.tsx';
import { request } from '../../session/request.ts';
import styles from './SetUpSession.module.css';

export type OpenedSession = OutputOf<typeof createCaptureSession>;

const MODES = [
  { value: 'single', label: 'One phone', text: 'Film straight to the hub.' },
  { value: '3d', label: 'Two to four phones', text: 'In step, side by side, and in 3D.' },
] as const;
const COUNTS = [
  { value: '2', label: '2', text: 'Enough' },
  { value: '3', label: '3', text: 'Best' },
  { value: '4', label: '4', text: 'All round' },
] as const;

/** How many phones, and whether those who will be seen agree. */
export function SetUpSession({ onOpened }: { readonly onOpened: (session: OpenedSession) => void }) {
  const [mode, setMode] = useState<CaptureMode>('3d');
  const [count, setCount] = useState<'2' | '3' | '4'>('3');
  const open = useMutation({
    mutationFn: (form: FormData) => {
      const label = String(form.get('label')).trim();
      const expectedDevices = mode === 'single' ? 1 : Number(count);
      const body = {
        mode,
        expectedDevices,
        consent: form.get('consent') === 'on',
        ...(label !== '' && { label }),
      };
      return request(createCaptureSession, { body: body as typeof body & { consent: true } });
    },
    onSuccess: onOpened,
  });
  return (
    <form
      className={`panel ${styles.form}`}
      onSubmit={(event) => {
        event.preventDefault();
        open.mutate(new FormData(event.currentTarget));
      }}
    >
      <RadioCards legend="Film with" name="mode" options={MODES} value={mode} onChange={setMode} />
      {mode === '3d' && (
        <div className={styles.counts}>
          <RadioCards
            legend="How many phones"
            name="count"
            options={COUNTS}
            value={count}
            onChange={setCount}
          />
        </div>
      )}
      <label className="label">
        What is it
        <input
          className="field"
          name="label"
          maxLength={100}
          placeholder="Squats, birthday, dance…"
          autoComplete="off"
        />
      </label>
      <label className={styles.consent}>
        <input type="checkbox" name="consent" required />
        <span>
          Everybody who will be seen or heard knows it and agrees.
          <span className="hint">
            This is noted with each take. Takes are removed after 7 days unless you keep them.
          </span>
        </span>
      </label>
      <Complaint error={open.error} />
      <button type="submit" className="button button-primary" disabled={open.isPending}>
        <Clapperboard size={20} aria-hidden />
        {open.isPending ? 'Opening…' : 'Show the code'}
      </button>
    </form>
  );
}
