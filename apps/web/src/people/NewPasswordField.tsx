import { MIN_PASSWORD_LENGTH } from './use-people.ts';

interface NewPasswordFieldProps {
  readonly label: string;
  readonly name: string;
}

export function NewPasswordField({ label, name }: NewPasswordFieldProps) {
  return (
    <label className="label">
      {label}
      <input
        className="field"
        name={name}
        type="password"
        minLength={MIN_PASSWORD_LENGTH}
        maxLength={1000}
        autoComplete="new-password"
        required
        aria-describedby={`${name}-hint`}
      />
      <span className="hint" id={`${name}-hint`}>
        {MIN_PASSWORD_LENGTH} characters at least; a few words in a row are good and easy to keep.
      </span>
    </label>
  );
}
