import { hasRole, type Person } from '@hearth/contracts';
import { Lock, UserRoundPlus } from 'lucide-react';
import { useState } from 'react';
import { PageSkeleton } from '../page/PageSkeleton.tsx';
import { useScrollMemory } from '../page/use-scroll-memory.ts';
import { Face } from '../design/Face.tsx';
import { Page } from '../design/Page.tsx';
import { ProblemFace } from '../design/ProblemFace.tsx';
import { useSignedIn } from '../session/use-session.ts';
import { AddPerson } from './AddPerson.tsx';
import { PersonCard } from './PersonCard.tsx';
import { PersonSheet } from './PersonSheet.tsx';
import { usePeople } from './use-people.ts';

/** Who may sign in, and as what. */
export default function PeoplePage() {
  const { id: ownId, role } = useSignedIn();
  const isAdmin = hasRole(role, 'admin');
  const people = usePeople({ isEnabled: isAdmin });
  const [isAdding, setAdding] = useState(false);
  const [openId, setOpenId] = useState<Person['id']>();
  useScrollMemory('people');
  if (!isAdmin) {
    return (
      <Face icon={Lock} title="People are for admins" level={1}>
        <p>Whoever looks after this hub adds and changes people.</p>
      </Face>
    );
  }
  const open = people.data?.items.find(({ id }) => id === openId);
  const addButton = (
    <button type="button" className="button button-primary" onClick={() => setAdding(true)}>
      <UserRoundPlus size={18} aria-hidden />
      Add
    </button>
  );
  return (
    <Page title="People" action={addButton}>
      {people.isPending && <PageSkeleton />}
      {people.data === undefined && people.isError && (
        <ProblemFace error={people.error} onRetry={() => void people.refetch()} />
      )}
      {people.data && (
        <ul className="plain-list" aria-label="People">
          {people.data.items.map((person) => (
            <PersonCard
              key={person.id}
              person={person}
              isSelf={person.id === ownId}
              onOpen={() => setOpenId(person.id)}
            />
          ))}
        </ul>
      )}
      {isAdding && <AddPerson onClose={() => setAdding(false)} />}
      {open && (
        <PersonSheet
          key={open.id}
          person={open}
          isSelf={open.id === ownId}
          onClose={() => setOpenId(undefined)}
        />
      )}
    </Page>
  );
}
