import { useMemo, useState } from "react";
import { expressionOf, type FindMatch, type FindQuery, findMatches, matchFrom, replaceMatch, replaceMatches } from "../state/find.ts";
import { useSession, useSessionView } from "../state/hooks.ts";
import { replaceFound } from "../state/session-edits.ts";

export type Finding = {
  readonly query: FindQuery;
  readonly setQuery: (query: FindQuery) => void;
  readonly replacement: string;
  readonly setReplacement: (text: string) => void;
  readonly matches: readonly FindMatch[];
  /** The place in `matches` of the one that is looked at; null where there is none. */
  readonly at: number | null;
  readonly problem: string | null;
  readonly step: (steps: 1 | -1) => void;
  readonly replace: () => void;
  readonly replaceAll: () => void;
};

const nothing: FindQuery = { text: "", matchesCase: false, isWord: false, isPattern: false };
const top = { index: 0, offset: 0 };

/** Where the reader is among the matches; places are kept, not numbers, so that an edit above moves nobody. */
export function useFind(): Finding {
  const session = useSession();
  const document = useSessionView((view) => view.buffer.mine);
  const [query, setQuery] = useState(nothing);
  const [replacement, setReplacement] = useState("");
  const [place, setPlace] = useState(top);
  const { matches, problem } = useMemo(() => {
    const expression = expressionOf(query);
    return expression instanceof RegExp
      ? { matches: findMatches(document, expression), problem: null }
      : { matches: [], problem: expression };
  }, [document, query]);
  const at = matchFrom(matches, place);
  const match = at === null ? undefined : matches[at];
  const goTo = (next: FindMatch | undefined): void => setPlace(next ? { index: next.index, offset: next.from } : top);
  const by = { query, text: replacement };
  return {
    query,
    setQuery,
    replacement,
    setReplacement,
    matches,
    at,
    problem,
    step: (steps) => at !== null && goTo(matches[(at + steps + matches.length) % matches.length]),
    replace: () => {
      if (match === undefined) return;
      const { edit, after } = replaceMatch(document, match, by);
      replaceFound(session, edit, 1);
      setPlace({ index: match.index, offset: after });
    },
    replaceAll: () => replaceFound(session, replaceMatches(document, by), matches.length),
  };
}
