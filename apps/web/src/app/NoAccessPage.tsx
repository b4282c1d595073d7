import { Lock } from 'lucide-react';
import { Link } from 'wouter';
import { Face } from '../design/Face.tsx';

/** For who is signed in, but whose role does not reach. */
export function NoAccessPage({ access }: { readonly access: string }) {
  return (
    <Face
      icon={Lock}
      title={`This page is for ${access}s`}
      level={1}
      actions={
        <Link href="/" className="button button-primary">
          Go to the library
        </Link>
      }
    >
      <p>Whoever looks after this hub can give you another one, under People.</p>
    </Face>
  );
}
