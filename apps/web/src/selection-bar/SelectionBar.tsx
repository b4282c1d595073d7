import { lazy, Suspense } from 'react';
import { countOf } from '../design/format.ts';
import { useSelectedFiles } from '../selection/use-selection.ts';

const SelectionActions = lazy(() => import('./SelectionActions.tsx'));

/** Says how many files are picked, and offers what can be done with them. */
export function SelectionBar() {
  const selected = useSelectedFiles();
  return (
    <>
      <p className="visually-hidden" role="status">
        {selected.size > 0 && `${countOf(selected.size, 'file')} selected`}
      </p>
      <Suspense fallback={null}>
        {selected.size > 0 && <SelectionActions files={[...selected.values()]} />}
      </Suspense>
    </>
  );
}
