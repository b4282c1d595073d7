import { ProblemError } from '@hearth/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { PageSkeleton } from '../page/PageSkeleton.tsx';
import type { PageProps } from '../page/page-props.ts';
import { Notices } from '../notices/Notices.tsx';
import { SignedInContext } from '../session/use-session.ts';
import { EndedFace } from './EndedFace.tsx';
import styles from './GuestSharePage.module.css';
import { OpenForm } from './OpenForm.tsx';
import { SharedGallery } from './SharedGallery.tsx';
import { useOpenedShare } from './use-opened-share.ts';

/** What somebody was sent the address of: no account is asked for, and one that is there plays no part. */
export default function GuestSharePage({ params }: PageProps) {
  // Of its own: what a guest is refused says nothing of a session of the house in the same browser.
  const [client] = useState(createGuestClient);
  const code = params['code'] ?? '';
  return (
    <QueryClientProvider client={client}>
      <SignedInContext value={undefined}>
        <main id="content" className={styles.page}>
          <ShareByCode key={code} code={code} />
        </main>
        <Notices />
      </SignedInContext>
    </QueryClientProvider>
  );
}

function ShareByCode({ code }: { readonly code: string }) {
  const { found, opening, lookAgain } = useOpenedShare(code);
  if (found.data?.opened) return <SharedGallery code={code} opened={found.data.opened} onOver={lookAgain} />;
  if (found.data?.asked) {
    return (
      <OpenForm
        asked={found.data.asked}
        isPending={opening.isPending}
        error={opening.error}
        onOpen={(password) => opening.mutate(password)}
      />
    );
  }
  if (found.isError) return <EndedFace error={found.error} onRetry={() => void found.refetch()} />;
  return <PageSkeleton />;
}

function createGuestClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        networkMode: 'always',
        retry: (failures, error) => failures < 2 && !(error instanceof ProblemError),
      },
      mutations: { networkMode: 'always' },
    },
  });
}
