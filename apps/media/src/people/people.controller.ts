import { Controller } from '@nestjs/common';
import { addUser, changeUser, listUsers, removeUser, type InputOf, type OutputOf } from '@hearth/contracts';
import { CalledBy, Handle, Input, type Caller } from '@hearth/platform';
import { People } from './people.js';

@Controller()
export class PeopleController {
  constructor(private readonly people: People) {}

  @Handle(listUsers)
  list(@Input() { query }: InputOf<typeof listUsers>): Promise<OutputOf<typeof listUsers>> {
    return this.people.list(query);
  }

  @Handle(addUser)
  add(@Input() { body }: InputOf<typeof addUser>): Promise<OutputOf<typeof addUser>> {
    return this.people.add(body);
  }

  @Handle(changeUser)
  change(
    @Input() { params: { id }, body }: InputOf<typeof changeUser>,
    @CalledBy() { sessionId }: Caller,
  ): Promise<OutputOf<typeof changeUser>> {
    return this.people.change(id, body, sessionId);
  }

  @Handle(removeUser)
  remove(@Input() { params: { id } }: InputOf<typeof removeUser>): Promise<void> {
    return this.people.remove(id);
  }
}
