/** Something the owner can mend, said in one line. Anything else that is thrown is a defect and shows its stack. */
export class StartupProblem extends Error {
  override name = 'StartupProblem';
}
