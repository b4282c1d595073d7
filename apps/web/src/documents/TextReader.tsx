import { streamFile, urlOf, type FileSummary } from '@hearth/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { formatBytes } from '../design/format.ts';
import { ProblemFace } from '../design/ProblemFace.tsx';
import { signedInFetch } from '../session/request.ts';
import { decodeText } from './decode-text.ts';
import styles from './DocumentSlide.module.css';
import { MarkdownText } from './MarkdownText.tsx';

/** As much as a phone lays out at once. */
const PIECE_BYTES = 256 * 1024;

interface TextReaderProps {
  readonly file: FileSummary;
  readonly as: 'text' | 'markdown';
}

/** A text of any size, a piece at a time. */
export function TextReader({ file, as }: TextReaderProps) {
  const pieces = useInfiniteQuery({
    queryKey: ['text', file.id, file.sha256],
    queryFn: ({ pageParam, signal }) => fetchPiece(file, pageParam, signal),
    initialPageParam: 0,
    getNextPageParam: (_, all) => {
      const read = all.reduce((sum, { length }) => sum + length, 0);
      return read < file.sizeBytes ? read : undefined;
    },
    gcTime: 60_000,
  });
  const { data } = pieces;
  const decoded = useMemo(() => data && decodeText(joined(data.pages)), [data]);
  if (!decoded)
    return pieces.isError ? (
      <ProblemFace error={pieces.error} onRetry={() => void pieces.refetch()} />
    ) : (
      <p className={styles.wait} role="status">
        Opening…
      </p>
    );
  return (
    <article className={styles.sheet} data-as={as} tabIndex={0} aria-label="Text">
      {as === 'markdown' ? <MarkdownText text={decoded.text} /> : <pre>{decoded.text}</pre>}
      <footer className={styles.end}>
        {pieces.hasNextPage ? (
          <button
            type="button"
            className="button"
            disabled={pieces.isFetching}
            onClick={() => void pieces.fetchNextPage()}
          >
            Show more of {formatBytes(file.sizeBytes)}
          </button>
        ) : (
          decoded.encoding
        )}
      </footer>
    </article>
  );
}

async function fetchPiece(file: FileSummary, from: number, signal: AbortSignal): Promise<Uint8Array> {
  if (file.sizeBytes === 0) return new Uint8Array();
  const last = Math.min(file.sizeBytes, from + PIECE_BYTES) - 1;
  const answer = await signedInFetch(urlOf(streamFile, { params: { id: file.id }, query: {} }), {
    headers: { range: `bytes=${from}-${last}` },
    signal,
  });
  if (!answer.ok) throw new Error('This file could not be opened.');
  return new Uint8Array(await answer.arrayBuffer());
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
