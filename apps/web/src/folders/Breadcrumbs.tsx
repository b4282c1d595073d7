import { ChevronRight, HardDrive } from 'lucide-react';
import { Link } from 'wouter';
import { FileName } from '../design/FileName.tsx';
import styles from './Breadcrumbs.module.css';
import { addressOfFolder, stepsTo } from '../files/folder-path.ts';

/** The way to a folder, each step a way back. */
export function Breadcrumbs({ path }: { readonly path: string }) {
  const steps = stepsTo(path);
  return (
    <nav className={styles.crumbs} aria-label="Where this folder lies">
      <ol>
        <li>
          <Link href="/folders" className={styles.crumb} aria-current={path === '' ? 'page' : undefined}>
            <HardDrive size={17} aria-hidden /> Library
          </Link>
        </li>
        {steps.map(({ name, path: step }) => (
          <li key={step}>
            <ChevronRight size={15} aria-hidden />
            <Link
              href={addressOfFolder(step)}
              className={styles.crumb}
              aria-current={step === path ? 'page' : undefined}
            >
              <FileName name={name} />
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
