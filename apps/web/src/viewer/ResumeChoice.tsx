import { RotateCcw } from 'lucide-react';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { formatClock } from '../design/format.ts';
import styles from './ResumeChoice.module.css';

interface ResumeChoiceProps {
  readonly media: RefObject<HTMLMediaElement | null>;
  /** Where it was left; 0 where it begins at the start. */
  readonly resumeAtSec: number;
}

/** So long the way back to the start is offered. */
const OFFERED_MS = 8_000;

/** Goes on where somebody left it as soon as it plays, and offers the start. */
export function ResumeChoice({ media, resumeAtSec }: ResumeChoiceProps) {
  const [state, setState] = useState<'waiting' | 'resumed' | 'over'>('waiting');
  const target = useRef(resumeAtSec);
  target.current = state === 'waiting' ? resumeAtSec : 0;
  useEffect(() => {
    const element = media.current;
    if (!element) return undefined;
    const goOn = () => {
      if (target.current > 0 && element.currentTime < 1) element.currentTime = target.current;
      setState(target.current > 0 ? 'resumed' : 'over');
    };
    element.addEventListener('loadedmetadata', goOn, { once: true });
    return () => element.removeEventListener('loadedmetadata', goOn);
  }, [media]);
  useEffect(() => {
    if (state !== 'resumed') return undefined;
    const timer = setTimeout(() => setState('over'), OFFERED_MS);
    return () => clearTimeout(timer);
  }, [state]);
  if (state === 'over' || resumeAtSec === 0) return null;
  const fromTheStart = () => {
    const element = media.current;
    if (!element) return;
    target.current = 0;
    setState('over');
    element.currentTime = 0;
    void element.play().catch(() => undefined);
  };
  return (
    <div className={styles.choice} data-own-gestures>
      {state === 'waiting' && <span>Goes on at {formatClock(resumeAtSec)}</span>}
      <button type="button" onClick={fromTheStart}>
        <RotateCcw size={16} aria-hidden />
        From the start
      </button>
    </div>
  );
}
