/** `nothing`: it is there already. */
export type FolderMoveDecision = 'move' | 'nothing' | 'inside-itself';

export function decideFolderMove(from: string, to: string): FolderMoveDecision {
  if (from === to) return 'nothing';
  return `${to}/`.startsWith(`${from}/`) ? 'inside-itself' : 'move';
}
