import { CircleAlert, WifiOff } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { Face } from '../design/Face.tsx';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
  /** Where one is: another place gets another chance. */
  readonly place?: string;
}

interface ErrorBoundaryState {
  readonly failure?: 'not-loaded' | 'mistake' | undefined;
}

/** A mistake of ours, or a part of the app that could not be loaded: the hub is away, or was updated. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = {};

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { failure: isNotLoaded(error) ? 'not-loaded' : 'mistake' };
  }

  override componentDidUpdate({ place }: ErrorBoundaryProps) {
    if (place !== this.props.place && this.state.failure !== undefined) this.setState({ failure: undefined });
  }

  override render() {
    const { failure } = this.state;
    if (failure === undefined) return this.props.children;
    return (
      <Face
        icon={failure === 'not-loaded' ? WifiOff : CircleAlert}
        title={failure === 'not-loaded' ? 'This page didn’t load' : 'Something went wrong here'}
        level={1}
        actions={
          <button type="button" className="button button-primary" onClick={() => location.reload()}>
            Load the page again
          </button>
        }
        urgent
      >
        <p>
          {failure === 'not-loaded'
            ? 'Are you on the home network, and is the hub switched on?'
            : 'Your files are safe. If it happens again, tell whoever looks after your hub.'}
        </p>
      </Face>
    );
  }
}

/** How Chromium, Firefox, Safari and Vite say that a part of the app could not be fetched. */
function isNotLoaded(error: unknown): boolean {
  return /dynamically imported module|importing a module script|preload css/i.test(String(error));
}
