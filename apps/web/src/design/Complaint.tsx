/** What went wrong, beside what it went wrong with. */
export function Complaint({ error }: { readonly error: Error | null }) {
  if (!error) return null;
  return (
    <p className="complaint" role="alert">
      {error.message}
    </p>
  );
}
