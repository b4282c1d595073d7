import { Sheet } from '../design/Sheet.tsx';
import styles from './ShortcutsSheet.module.css';

const GROUPS: readonly { readonly title: string; readonly keys: readonly (readonly [string, string])[] }[] = [
  {
    title: 'Everywhere',
    keys: [
      ['/', 'Search'],
      ['?', 'These shortcuts'],
      ['Esc', 'Close, or clear the selection'],
    ],
  },
  {
    title: 'Among photos and files',
    keys: [
      ['← ↑ → ↓', 'From one to the next'],
      ['Page Up, Page Down', 'A screen on'],
      ['Home, End', 'To the newest, to the oldest'],
      ['Enter', 'Open'],
      ['Space or X', 'Select'],
      ['Shift + click', 'Select all up to there'],
      ['Any letters', 'In a folder: to what begins with them'],
    ],
  },
  {
    title: 'Looking at one',
    keys: [
      ['← →', 'The one before, the next'],
      ['+ − 0', 'Zoom in, out, back'],
      ['I', 'Info'],
      ['F', 'Favourite'],
      ['[ ]', 'Turn left, right'],
      ['Delete', 'To the bin'],
      ['Space or K', 'Play, pause'],
    ],
  },
];

/** Every key that does something. */
export default function ShortcutsSheet({ onClose }: { readonly onClose: () => void }) {
  return (
    <Sheet title="Keyboard shortcuts" onClose={onClose}>
      {GROUPS.map(({ title, keys }) => (
        <section key={title} className={styles.group}>
          <h3>{title}</h3>
          <dl className={styles.keys}>
            {keys.map(([key, does]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <div className="choices">
        <button type="button" className="button" onClick={onClose}>
          Close
        </button>
      </div>
    </Sheet>
  );
}
