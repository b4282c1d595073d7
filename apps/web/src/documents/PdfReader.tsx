import { streamFile, urlOf, type FileSummary } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy } from 'pdfjs-dist';
import PdfWorker from 'pdfjs-dist/build/pdf.worker.min.mjs?worker';
import { useEffect, useRef, useState } from 'react';
import styles from './DocumentSlide.module.css';
import { PaperSlide } from '../files/PaperSlide.tsx';
import { PdfDecoders } from './pdf-decoders.ts';

/** Far beyond any screen; a page that claims more is drawn coarser. */
const MOST_PIXELS = 16_000_000;

/** All pages one under the other, each drawn when it comes near. */
export function PdfReader({ file }: { readonly file: FileSummary }) {
  const { data: pages, isError } = useQuery({
    queryKey: ['pdf', file.id, file.sha256],
    queryFn: () => openPdf(file),
    staleTime: Infinity,
    gcTime: 0,
    retry: 1,
  });
  useEffect(() => () => void pages?.cleanup(), [pages]);
  // The first page was drawn on the hub, and the browser may know better than we do.
  if (isError) return <PaperSlide file={file} />;
  if (!pages)
    return (
      <p className={styles.wait} role="status">
        Opening…
      </p>
    );
  return (
    <div className={styles.pages} tabIndex={0} role="group" aria-label={`${pages.numPages} pages`}>
      {Array.from({ length: pages.numPages }, (_, index) => (
        <PdfPage key={index} pages={pages} number={index + 1} />
      ))}
    </div>
  );
}

async function openPdf(file: FileSummary): Promise<PDFDocumentProxy> {
  GlobalWorkerOptions.workerPort ??= new PdfWorker();
  return getDocument({
    url: urlOf(streamFile, { params: { id: file.id }, query: {} }),
    withCredentials: true,
    enableXfa: false,
    BinaryDataFactory: PdfDecoders,
    useWorkerFetch: false,
  }).promise;
}

interface PdfPageProps {
  readonly pages: PDFDocumentProxy;
  readonly number: number;
}

function PdfPage({ pages, number }: PdfPageProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(number <= 2);
  const [ratio, setRatio] = useState(1 / Math.SQRT2);
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting ?? false), {
      // What scrolls them cuts them off: a margin around the window would reach no further.
      root: frame.current?.closest('[data-scrolls]') ?? null,
      rootMargin: '150% 0px',
    });
    if (frame.current) observer.observe(frame.current);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const element = frame.current;
    if (!isNear || !element) return;
    const canvas = document.createElement('canvas');
    let stop: () => void = () => undefined;
    let isGone = false;
    void pages
      .getPage(number)
      .then(async (page) => {
        if (isGone) return;
        const natural = page.getViewport({ scale: 1 });
        setRatio(natural.width / natural.height);
        const wanted = (element.clientWidth / natural.width) * Math.min(2, devicePixelRatio);
        const most = Math.sqrt(MOST_PIXELS / (natural.width * natural.height));
        const viewport = page.getViewport({ scale: Math.min(wanted, most) });
        [canvas.width, canvas.height] = [Math.floor(viewport.width), Math.floor(viewport.height)];
        const task = page.render({ canvas, viewport });
        stop = () => task.cancel();
        await task.promise;
        element.replaceChildren(canvas);
      })
      .catch(() => undefined);
    return () => {
      isGone = true;
      stop();
      element.replaceChildren();
    };
  }, [isNear, pages, number]);
  return (
    <div
      ref={frame}
      className={styles.pdfPage}
      style={{ aspectRatio: ratio }}
      role="img"
      aria-label={`Page ${number} of ${pages.numPages}`}
    />
  );
}
