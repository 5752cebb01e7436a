/** The last rating a reply states, such as "Score: 4" or "4/5"; else a number that stands alone in it. Null when none lies within the limits. */
export function readRating(reply: string, min: number, max: number): number | null {
  const stated = [...reply.matchAll(/\b(?:score|rating|rated)\b[^\d\n-]{0,12}(\d+(?:\.\d+)?)|(\d+(?:\.\d+)?)\s*(?:\/|out of)\s*\d+/gi)];
  const alone = /^\s*\**(\d+(?:\.\d+)?)\**\.?\s*$/.exec(reply);
  const last = stated.at(-1);
  const rating = Number(last?.[1] ?? last?.[2] ?? alone?.[1] ?? Number.NaN);
  return rating >= min && rating <= max ? rating : null;
}
