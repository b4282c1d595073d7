import type { FileSummary } from '@hearth/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { countOf } from '../design/format.ts';
import { Sheet } from '../design/Sheet.tsx';
import { SheetForm } from '../design/SheetForm.tsx';
import { showNotice } from '../notices/notices.ts';
import { changeMany, describeFailures, type ChangeOutcome } from './change-files.ts';
import { useOrganise } from './use-organise.ts';
import { shiftSecOf, takenAtOf, wallTimeOf } from './wall-time.ts';

interface DateSheetProps {
  readonly files: readonly FileSummary[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

type How = 'set' | 'shift' | 'back';
const WAYS: Record<How, string> = {
  set: 'Set the time',
  shift: 'Shift by a while',
  back: 'What the file itself says',
};

/** Corrects when files were taken. What each file itself says is kept, and can be had back. */
export function DateSheet({ files, onDone, onClose }: DateSheetProps) {
  const { refresh } = useOrganise();
  const [how, setHow] = useState<How>(files.length > 1 ? 'shift' : 'set');
  const [first] = files;
  const ids = files.map(({ id }) => id);
  const save = useMutation({
    mutationFn: (form: FormData): Promise<ChangeOutcome> => {
      if (how === 'back') return changeMany(ids, { takenAt: null });
      if (how === 'shift') return changeMany(ids, { shiftTakenAtSec: shiftOf(form) });
      const wall = String(form.get('wall'));
      const given = files.length === 1 && first ? takenAtOf(wall, first) : `${wall}:00+00:00`;
      return changeMany(ids, { takenAt: given });
    },
    onSuccess: async ({ done, failed }, form) => {
      await refresh();
      const sec = how === 'shift' ? shiftOf(form) : 0;
      const undo = async () => {
        await (sec === 0 ? putBack(files) : changeMany(done, { shiftTakenAtSec: -sec }));
        await refresh();
      };
      if (done.length > 0)
        showNotice(`Date of ${countOf(done.length, 'file')} corrected`, {
          action: { label: 'Undo', run: () => void undo() },
        });
      if (failed.length > 0) showNotice(describeFailures(failed), { isFailure: true });
      onDone();
    },
  });
  return (
    <Sheet title={`Date of ${countOf(files.length, 'file')}`} onClose={onClose}>
      <SheetForm
        action="Save"
        isPending={save.isPending}
        error={save.error}
        onSubmit={save.mutate}
        onClose={onClose}
      >
        <label className="label">
          What to do
          <select className="field" value={how} onChange={({ target }) => setHow(target.value as How)}>
            {Object.entries(WAYS).map(([way, label]) => (
              <option key={way} value={way}>
                {label}
              </option>
            ))}
          </select>
        </label>
        {how === 'set' && (
          <label className="label">
            Taken, by the clock there
            <input
              className="field"
              type="datetime-local"
              name="wall"
              required
              min="1800-01-01T00:00"
              max="2199-12-31T23:59"
              defaultValue={first && wallTimeOf(first)}
            />
          </label>
        )}
        {how === 'shift' && (
          <>
            <label className="label">
              Which way
              <select className="field" name="way" defaultValue="on">
                <option value="on">Later</option>
                <option value="back">Earlier</option>
              </select>
            </label>
            <Figure name="days" label="Days" most={3_650} />
            <Figure name="hours" label="Hours" most={23} start={1} />
            <Figure name="minutes" label="Minutes" most={59} />
          </>
        )}
      </SheetForm>
    </Sheet>
  );
}

interface FigureProps {
  readonly name: string;
  readonly label: string;
  readonly most: number;
  readonly start?: number;
}

function Figure({ name, label, most, start = 0 }: FigureProps) {
  return (
    <label className="label">
      {label}
      <input
        className="field"
        type="number"
        inputMode="numeric"
        name={name}
        min={0}
        max={most}
        defaultValue={start}
        required
      />
    </label>
  );
}

function shiftOf(form: FormData): number {
  const figure = (name: string) => Number(form.get(name));
  return shiftSecOf({
    ...{ days: figure('days'), hours: figure('hours'), minutes: figure('minutes') },
    isBack: form.get('way') === 'back',
  });
}

/** Each to the time it had; those that had none say again what they say themselves. */
async function putBack(files: readonly FileSummary[]): Promise<void> {
  const byTime = Map.groupBy(files, (file) =>
    file.takenAt === null ? null : takenAtOf(wallTimeOf(file), file),
  );
  for (const [takenAt, ofTime] of byTime) {
    await changeMany(
      ofTime.map(({ id }) => id),
      { takenAt },
    );
  }
}
