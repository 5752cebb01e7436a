import type { Instance } from "./instances.ts";

/** Why an instance is not kept, and the kept one that must go with it, by its item. */
type InstanceRejection = { readonly step: string; readonly reason: string; readonly withdraws: string | null };

type InstanceFilter = {
  /** Null for an instance that nothing speaks against. */
  readonly judge: (instance: Instance) => InstanceRejection | null;
  /** Remembers an instance that is kept. */
  readonly keep: (instance: Instance, item: string) => void;
};

/**
 * Self-Instruct's filters of instances (Wang et al. 2023, §2.2): no output, an output that repeats its input, the same instance
 * twice, and instances of one instruction and input that answer otherwise, which all go. Beside them the last task of a reply
 * that was cut off.
 */
export function createInstanceFilter(): InstanceFilter {
  const known = new Map<string, { readonly item: string; readonly output: string; isContradicted: boolean }>();
  const keyOf = ({ instruction, input }: Instance): string => JSON.stringify([instruction, input]);
  return {
    judge: (instance) => {
      const rejected = (step: string, reason: string, withdraws: string | null = null) => ({ step, reason, withdraws });
      const { input, output, isTruncated } = instance;
      if (isTruncated) return rejected("truncated", "the reply was cut off in this task");
      if (output === "") return rejected("no output", "the task has no output");
      if (output === input) return rejected("output is input", "the output repeats the input");
      const earlier = known.get(keyOf(instance));
      if (earlier === undefined) return null;
      if (earlier.output === output && !earlier.isContradicted) return rejected("duplicate", `the same task and output as ${earlier.item}`);
      const withdraws = earlier.isContradicted ? null : earlier.item;
      earlier.isContradicted = true;
      return rejected("contradictory", contradictionWith(earlier.item), withdraws);
    },
    keep: (instance, item) => {
      known.set(keyOf(instance), { item, output: instance.output, isContradicted: false });
    },
  };
}

/** The reason both instances carry, each with the other's item. */
export function contradictionWith(item: string): string {
  return `the same instruction and input as ${item}, but another output`;
}
