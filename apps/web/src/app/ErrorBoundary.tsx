import { CircleAlert } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { Face } from '../design/Face.tsx';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

/** A mistake of ours, or a part of the app that could not be loaded: the hub is away, or was updated. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <Face
        icon={CircleAlert}
        title="Something went wrong here"
        actions={
          <button type="button" className="button button-primary" onClick={() => location.reload()}>
            Load the page again
          </button>
        }
        urgent
      >
        <p>Your files are safe. If it happens again, tell whoever looks after your hub.</p>
      </Face>
    );
  }
}
