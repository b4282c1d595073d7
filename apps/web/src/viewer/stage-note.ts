import { createContext } from 'react';

/** Says something of what is looked at, beside it: what stands on a picture is zoomed with it. Undefined takes it back. */
export const StageNoteContext = createContext<(note: string | undefined) => void>(() => undefined);
