import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { Entrance } from './Entrance.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { createQueryClient, fetchAhead } from './query-client.ts';
import { UpdatePrompt } from './UpdatePrompt.tsx';

export function App() {
  const [client] = useState(() => {
    const made = createQueryClient();
    fetchAhead(made, location.pathname);
    return made;
  });
  return (
    <ErrorBoundary>
      <QueryClientProvider client={client}>
        <Entrance />
      </QueryClientProvider>
      <UpdatePrompt />
    </ErrorBoundary>
  );
}
