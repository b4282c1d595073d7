import { ProblemError, type ProblemCode } from '@hearth/contracts';
import { Hourglass, Link2Off, SearchX, type LucideIcon } from 'lucide-react';
import { Face } from '../design/Face.tsx';
import { ProblemFace } from '../design/ProblemFace.tsx';

interface Ending {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text: string;
}

const ASK = 'Ask whoever sent it to you for another.';

const ENDINGS: Partial<Record<ProblemCode, Ending>> = {
  'share.not-found': {
    icon: SearchX,
    title: 'There is no such link',
    text: `Perhaps the address lost a piece on its way. ${ASK}`,
  },
  'share.expired': {
    icon: Hourglass,
    title: 'This link has run out',
    text: `It was open for a while. ${ASK}`,
  },
  'share.used-up': {
    icon: Hourglass,
    title: 'This link was opened as often as it could be',
    text: ASK,
  },
  'share.revoked': {
    icon: Link2Off,
    title: 'This link was ended',
    text: `Its files are shared no longer. ${ASK}`,
  },
};

/** What stands in the place of what was shared: why it is not there, or that the hub is away. */
export function EndedFace({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const ending = error instanceof ProblemError ? ENDINGS[error.problem.code] : undefined;
  if (!ending) return <ProblemFace error={error} onRetry={onRetry} />;
  return (
    <Face icon={ending.icon} title={ending.title} level={1} urgent>
      <p>{ending.text}</p>
    </Face>
  );
}
