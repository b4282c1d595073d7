import { Compass } from 'lucide-react';
import { Link } from 'wouter';
import { Face } from '../design/Face.tsx';

export function NotFoundPage() {
  return (
    <Face
      icon={Compass}
      title="There is nothing here"
      level={1}
      actions={
        <Link href="/" className="button button-primary">
          Go to the library
        </Link>
      }
    >
      <p>The address may have a slip in it, or what was here has moved.</p>
    </Face>
  );
}
