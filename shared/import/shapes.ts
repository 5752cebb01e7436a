import { alpacaShape, messagesShape, promptCompletionShape, sharegptShape } from "./conversation-shapes.ts";
import { preferenceShape, ultrafeedbackShape } from "./pair-shapes.ts";
import type { Shape, ShapeName } from "./shape.ts";

/** Every shape, the most telling first: what fits several is taken for the first. */
export const shapes: readonly Shape[] = [
  ultrafeedbackShape,
  preferenceShape,
  sharegptShape,
  messagesShape,
  promptCompletionShape,
  alpacaShape,
];

export function shapeOf(name: ShapeName): Shape {
  const shape = shapes.find((each) => each.name === name);
  if (shape === undefined) throw new Error(`There is no shape ${name}.`);
  return shape;
}
