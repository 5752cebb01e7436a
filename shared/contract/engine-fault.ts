/** A bug in the engine, as a window sees it: nothing but a number to find it by in the log. */
export class EngineFault extends Error {
  readonly id: string;

  constructor(id: string) {
    super(`Something went wrong in the engine (${id}). The log has the details under this number.`);
    this.name = "EngineFault";
    this.id = id;
  }
}
