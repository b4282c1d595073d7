import { createContext } from 'react';
import type { LiveState } from './live-connection.ts';

export const LiveStateContext = createContext<LiveState>('connecting');
