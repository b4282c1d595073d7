import { lazy, Suspense, useState, type ComponentType } from 'react';
import type { ViewerProps } from './Viewer.tsx';

let loaded: ComponentType<ViewerProps> | undefined;

/** Fetches the viewer's code ahead of need, so that a picture can grow into it at once. */
export async function preloadViewer(): Promise<{ default: ComponentType<ViewerProps> }> {
  const { Viewer } = await import('./Viewer.tsx');
  loaded = Viewer;
  return { default: Viewer };
}

const Lazy = lazy(preloadViewer);

export function LazyViewer(props: ViewerProps) {
  // Chosen once: another component in its place would mount the viewer anew, and shut what was opened in it.
  const [Viewer] = useState<ComponentType<ViewerProps>>(() => loaded ?? Lazy);
  return (
    <Suspense fallback={null}>
      <Viewer {...props} />
    </Suspense>
  );
}
