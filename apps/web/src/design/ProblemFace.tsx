import { ProblemError, PROBLEMS } from '@hearth/contracts';
import { CircleAlert, WifiOff } from 'lucide-react';
import { Face } from './Face.tsx';

interface ProblemFaceProps {
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** What happened, what to do, and a way to try again. */
export function ProblemFace({ error, onRetry }: ProblemFaceProps) {
  const retry = (
    <button type="button" className="button button-primary" onClick={onRetry}>
      Try again
    </button>
  );
  if (!(error instanceof ProblemError)) {
    return (
      <Face icon={WifiOff} title="Hearth can’t be reached" actions={retry} urgent>
        <p>Are you on the home network, and is the hub switched on?</p>
      </Face>
    );
  }
  const { code, status } = error.problem;
  return (
    <Face
      icon={CircleAlert}
      title={status >= 500 ? 'Hearth needs a moment' : 'That didn’t work'}
      actions={retry}
      urgent
    >
      <p>{status >= 500 ? PROBLEMS[code].title : error.message}</p>
    </Face>
  );
}
