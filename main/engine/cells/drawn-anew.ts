import type { CallProgram, CellRunner, Step, Unit } from "./cell-runner.ts";

/** Sample indices between one drawing of a cell's answers and the next: more than any cell draws of one question. */
const drawingStride = 1_000_000;

/** A runner whose every request carries the drawing its body asks for, as sample indices nobody has asked for before. */
export function drawnAnew<Body extends { readonly resample?: number | undefined }>(runner: CellRunner<Body>): CellRunner<Body> {
  if (runner.type !== "calls") return runner;
  return {
    ...runner,
    program: async (context, tryRows) => {
      const program = await runner.program(context, tryRows);
      const drawing = context.body.resample ?? 0;
      return drawing === 0 ? program : shifted(program, drawing * drawingStride);
    },
  };
}

function shifted(program: CallProgram, by: number): CallProgram {
  const step = (step: Step): Step =>
    step.type === "ask" ? { ...step, requests: step.requests.map((request) => ({ ...request, sample: request.sample + by })) } : step;
  return {
    ...program,
    unit: (index): Unit => {
      const unit = program.unit(index);
      return { ...unit, step: (replies) => step(unit.step(replies)) };
    },
  };
}
