import { Monitor, Moon, Sun } from 'lucide-react';
import styles from './ThemeChoice.module.css';
import { setTheme, THEMES, useTheme } from './theme.ts';

const FACES = {
  auto: { label: 'Like my device', icon: Monitor },
  dark: { label: 'Dark', icon: Moon },
  light: { label: 'Light', icon: Sun },
} as const;

export function ThemeChoice() {
  const chosen = useTheme();
  return (
    <fieldset className={styles.choice}>
      <legend>Appearance</legend>
      {THEMES.map((theme) => {
        const { label, icon: Icon } = FACES[theme];
        return (
          <label key={theme} className={styles.option}>
            <input
              className="visually-hidden"
              type="radio"
              name="theme"
              checked={theme === chosen}
              onChange={() => setTheme(theme)}
            />
            <Icon size={20} aria-hidden />
            {label}
          </label>
        );
      })}
    </fieldset>
  );
}
