import { QrCode } from 'lucide-react';
import { Link } from 'wouter';
import { Face } from '../design/Face.tsx';
import type { describeRefusal } from './refusals.ts';

interface RefusedProps {
  readonly refusal: ReturnType<typeof describeRefusal>;
  readonly onTypeCode: () => void;
  readonly onRetry?: () => void;
}

export function Refused({ refusal, onTypeCode, onRetry }: RefusedProps) {
  return (
    <Face
      icon={QrCode}
      title={refusal.title}
      urgent
      level={1}
      actions={
        <>
          {refusal.isWorthRetrying && onRetry ? (
            <button type="button" className="button button-primary" onClick={onRetry}>
              Try again
            </button>
          ) : (
            <button type="button" className="button button-primary" onClick={onTypeCode}>
              Type another code
            </button>
          )}
          <Link href="/" className="button">
            Sign in instead
          </Link>
        </>
      }
    >
      <p>{refusal.advice}</p>
    </Face>
  );
}
